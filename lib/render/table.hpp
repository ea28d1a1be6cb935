// Tables for people and CSV (RFC 4180) for spreadsheets.
#pragma once

#include <string>

#include "render/value.hpp"

namespace mssp::render {

// A value as one cell of a table: hostile characters escaped, durations as 1h30m, percentages with %, nothing as "-".
std::string cell(const Value& value);

// Columns as wide as their widest cell, two spaces between them, headings in bold when `styled`; never truncated. A text
// of several lines keeps them, below each other in its column.
std::string table(const Result& result, bool styled);

// Always with a header; a cell that a spreadsheet would take for a formula (first character = + - @ tab) gets a
// leading apostrophe, unless it is a number. Lines end with CRLF, as RFC 4180 asks.
std::string csv(const Result& result);

}  // namespace mssp::render
