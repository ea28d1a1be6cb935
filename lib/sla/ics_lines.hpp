// The content lines of iCalendar (RFC 5545, section 3.1): folded lines joined, cut into name, parameters and value.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mssp::sla {

struct IcsLine {
  std::size_t number = 0;  // in the file, of its first part, from 1
  std::string name;        // upper case: "DTSTART"
  std::map<std::string, std::string> parameters;  // names in upper case: {"VALUE", "DATE"}
  std::string value;       // as written
};

// Error{invalid_input} "FILE:LINE: ..." for text that is not UTF-8, a line without name and colon, or one longer than
// 10,000 bytes.
std::vector<IcsLine> read_ics_lines(std::string_view text, const std::string& file);

// A value of type TEXT (section 3.3.11) on one line: escapes resolved, newlines and control characters become blanks.
std::string ics_text(std::string_view value);

}  // namespace mssp::sla
