// JSON (RFC 8259) of values, of lists and of errors; the keys and shapes are the contract of synos-mssp-output(5).
#pragma once

#include <string>
#include <string_view>

#include "render/value.hpp"

namespace mssp::render {

// One line without spaces after separators, for the audit trail and for JSON Lines.
std::string json_line(const Value& value);

// For people and pipes: an array of one object a line, or an object of one member a line. Ends with a newline.
std::string json(const Result& result);

std::string json_string(std::string_view text);  // quoted; what is not UTF-8 becomes U+FFFD

}  // namespace mssp::render
