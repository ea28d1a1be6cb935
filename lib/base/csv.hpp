// Reads CSV (RFC 4180) as spreadsheets write it: quoted fields may hold commas, quotes and newlines; lines end with LF
// or CRLF; a byte order mark is skipped. (Debian has no CSV library that tells the line of a record.)
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mssp {

struct CsvRecord {
  std::size_t line = 0;  // on which it begins, from 1
  std::vector<std::string> fields;
};

// All records that are not blank lines. Error{invalid_input} "FILE:LINE: ..." for a quote that is not closed or stands
// inside an unquoted field.
std::vector<CsvRecord> read_csv(std::string_view text, const std::string& file);

}  // namespace mssp
