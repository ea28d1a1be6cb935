#include "base/base64.hpp"

#include <cstdint>

namespace mssp {
namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) group = group << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j) out += i + j > bytes.size() ? '=' : letters[group >> (18 - 6 * j) & 63U];
  }
  return out;
}

std::optional<std::string> parse_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 4) {
    std::uint32_t group = 0;
    std::size_t padding = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      const std::size_t value = text[i + j] == '=' && i + 4 == text.size() && j >= 2 ? 64 : letters.find(text[i + j]);
      if (value == std::string_view::npos || (padding > 0 && value != 64)) return std::nullopt;
      if (value == 64) ++padding;
      group = group << 6 | static_cast<std::uint32_t>(value & 63U);
    }
    for (std::size_t j = 0; j + padding < 3; ++j) out += static_cast<char>(group >> (16 - 8 * j) & 0xff);
  }
  if (base64(out) != text) return std::nullopt;  // bits that belong to nothing
  return out;
}

}  // namespace mssp
