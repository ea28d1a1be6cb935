#include "mail/encode.hpp"

#include <array>
#include <cstdint>

namespace mssp::mail {
namespace {

constexpr std::size_t longest_line = 76;
constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view hex = "0123456789ABCDEF";

// One line without its end.
void append_quoted(std::string& out, std::string_view line) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const auto byte = static_cast<unsigned char>(c);
    const bool last = i + 1 == line.size();
    // A space at the end of a line would get lost on the way.
    const bool plain = (byte > 32 && byte < 127 && c != '=') || ((c == ' ' || c == '\t') && !last);
    const std::size_t needed = plain ? 1 : 3;
    if (width + needed + (last ? 0 : 1) > longest_line) {
      out += "=\r\n";
      width = 0;
    }
    if (plain) {
      out += c;
    } else {
      out += {'=', hex[byte >> 4U], hex[byte & 15U]};
    }
    width += needed;
  }
}

}  // namespace

std::string quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8 + 2);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    append_quoted(out, line);
    out += "\r\n";
  }
  return out;
}

std::string base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view part = bytes.substr(i, 3);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) group = group << 8U | (k < part.size() ? static_cast<unsigned char>(part[k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) out += k <= part.size() ? digits[group >> (18 - 6 * k) & 63U] : '=';
  }
  return out;
}

std::string base64_lines(std::string_view bytes) {
  constexpr std::size_t per_line = longest_line / 4 * 3;
  std::string out;
  out.reserve(bytes.size() / 3 * 4 + bytes.size() / per_line * 2 + 8);
  for (std::size_t i = 0; i < bytes.size(); i += per_line) {
    out += base64(bytes.substr(i, per_line));
    out += "\r\n";
  }
  return out;
}

}  // namespace mssp::mail
