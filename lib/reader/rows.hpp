// A CSV export with a line of column names, read row by row.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "reader/reader.hpp"

namespace mssp::reader {

class Rows {
 public:
  // The names stand in the first record that has all of `markers` (in any case, blanks at the ends ignored); what stands
  // before is not read: exports begin with lines about themselves. Fields are separated by a comma, or by the semicolon or
  // tab that spreadsheets of other countries write. Error{invalid_input} when there is none.
  Rows(const Input& input, std::initializer_list<std::string_view> markers);

  // The next row that is not empty. A row of another width is read as far as it goes; a last row that is too short and
  // has no newline throws Error{invalid_input}: the file was cut off.
  bool next();

  // The first of these columns that is there and not empty; empty when there is none.
  std::string_view operator[](std::initializer_list<std::string_view> names) const;
  bool has(std::string_view name) const;
  std::size_t line() const { return row_.line; }

 private:
  std::size_t column(std::string_view name) const;

  bool find_names(std::initializer_list<std::string_view> markers);

  std::string file_;
  CsvStream stream_;
  std::vector<std::string> names_;
  CsvRecord row_;
};

// Whether one of the first lines of a file holds all of these words, each as a whole field.
bool has_columns(std::string_view start, std::initializer_list<std::string_view> names);

}  // namespace mssp::reader
