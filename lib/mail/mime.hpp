// Reads the structure of a received mail (RFC 5322, RFC 2046): headers and the parts between boundaries. What strangers
// send is bounded and never trusted: no decoding, no nesting deeper than asked for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mssp::mail {

struct Header {
  std::string name;  // in lower case
  std::string value;  // unfolded, trimmed
};
using Headers = std::vector<Header>;

// Headers up to the blank line, and what follows it. A line that is no header ends them.
struct Entity {
  Headers headers;
  std::string_view body;
};
Entity read_entity(std::string_view text);

// The first of that name (in lower case).
std::optional<std::string> header(const Headers& headers, std::string_view name);

// A Content-Type: "multipart/report" in lower case, and a parameter such as boundary.
std::string media_type(const Headers& headers);
std::optional<std::string> type_parameter(const Headers& headers, std::string_view parameter);

// The parts between the lines "--BOUNDARY"; preamble and epilogue are left out. At most 100.
std::vector<std::string_view> parts(std::string_view body, std::string_view boundary);

}  // namespace mssp::mail
