// Strings in the form of a PDF file (ISO 32000-1, 7.9.2).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mssp::pdf {

inline constexpr std::size_t longest_text = 400;  // characters; more is cut off

std::string text_string(std::string_view utf8);  // any language, as UTF-16 in hexadecimal: "<FEFF0041>"
std::string hexadecimal(std::string_view bytes);

}  // namespace mssp::pdf
