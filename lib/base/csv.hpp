// Reads CSV (RFC 4180) as spreadsheets write it: quoted fields may hold commas, quotes and newlines; lines end with LF
// or CRLF; a byte order mark is skipped. (Debian has no CSV library that tells the line of a record.)
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"

namespace mssp {

struct CsvRecord {
  std::size_t line = 0;  // on which it begins, from 1
  std::vector<std::string> fields;
};

struct CsvForm {
  char separator = ',';
  // Takes quotes within a field as they are, and text after a closing quote as the field's end, as many exports need.
  bool lenient = false;
  std::size_t field_bytes = 4u << 20;
  std::size_t fields = 2000;
};

// Record by record, in constant memory.
class CsvStream {
 public:
  CsvStream(Source source, std::string file, const CsvForm& form = {});

  // The next record that is no blank line; false at the end. Error{invalid_input} "FILE:LINE: ..." for a quote that is
  // not closed or stands inside an unquoted field, and for a limit.
  bool next(CsvRecord& record);

  // Whether the last record was ended by a newline: a file that was cut off seldom is.
  bool ended_with_newline() const { return newline_; }

 private:
  int peek();
  int take();
  void read_field(std::string& field, std::size_t line);
  void read_quoted(std::string& field, std::size_t line);
  void append(std::string& field, char c) const;
  bool read_record(CsvRecord& record);
  [[noreturn]] void fail(std::size_t line, const std::string& what) const;

  Source source_;
  std::string file_;
  CsvForm form_;
  std::array<char, 65536> block_{};
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
  std::size_t line_ = 1;
  bool started_ = false;
  bool newline_ = true;
};

// All records that are not blank lines.
std::vector<CsvRecord> read_csv(std::string_view text, const std::string& file);

}  // namespace mssp
