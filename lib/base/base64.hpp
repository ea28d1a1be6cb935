// Bytes as letters (RFC 4648, section 4, with padding).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mssp {

std::string base64(std::string_view bytes);
std::optional<std::string> parse_base64(std::string_view text);  // exactly that form, on one line

}  // namespace mssp
