#include "pdf/clean_text.hpp"

#include <hb.h>

#include <algorithm>

#include "base/text.hpp"

namespace mssp::pdf {
namespace {

// Decodes the sequence at the front of valid UTF-8 and removes it.
char32_t take(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  char32_t point = length == 1 ? first : first & (0x7fu >> length);
  for (std::size_t i = 1; i < length; ++i) point = point << 6 | (static_cast<unsigned char>(text[i]) & 0x3fu);
  text.remove_prefix(length);
  return point;
}

bool draws_nothing(char32_t point) {
  return (point >= 0x200b && point <= 0x200d) || point == 0x2060 || (point >= 0xfe00 && point <= 0xfe0f) ||
         (point >= 0xe0000 && point <= 0xe0fff);
}

bool right_to_left(char32_t point) {
  return (point >= 0x590 && point <= 0x8ff) || (point >= 0xfb1d && point <= 0xfdff) || (point >= 0xfe70 && point <= 0xfeff);
}

bool left_to_right(char32_t point) {
  return (point >= U'0' && point <= U'9') || (point >= U'A' && point <= U'Z') || (point >= U'a' && point <= U'z') ||
         (point >= 0xc0 && !right_to_left(point) && !(point >= 0x2000 && point <= 0x2bff));
}

void append(std::u32string& out, char32_t point) {
  hb_codepoint_t composed = 0;
  if (point >= 0x300 && !out.empty() &&
      hb_unicode_compose(hb_unicode_funcs_get_default(), out.back(), point, &composed)) {
    out.back() = composed;
  } else if (!draws_nothing(point)) {
    out += point;
  }
}

}  // namespace

std::u32string clean(std::string_view utf8) {
  std::string spaced(utf8);
  for (char& c : spaced)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  const std::string safe = printable(spaced);

  std::u32string out;
  out.reserve(safe.size());
  for (std::string_view rest = safe; !rest.empty();) append(out, take(rest));
  return out;
}

std::u32string visual_order(std::u32string_view text) {
  std::u32string out(text);
  for (std::size_t from = 0; from < out.size(); ++from) {
    if (!right_to_left(out[from])) continue;
    std::size_t end = from;
    for (std::size_t i = from; i < out.size() && !left_to_right(out[i]); ++i) {
      if (right_to_left(out[i])) end = i + 1;
    }
    std::reverse(out.begin() + static_cast<std::ptrdiff_t>(from), out.begin() + static_cast<std::ptrdiff_t>(end));
    from = end;
  }
  return out;
}

std::string utf16be(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 2);
  const auto unit = [&](char32_t value) {
    out += static_cast<char>(value >> 8 & 0xff);
    out += static_cast<char>(value & 0xff);
  };
  for (const char32_t point : text) {
    if (point < 0x10000) {
      unit(point);
    } else {
      unit(0xd800 + ((point - 0x10000) >> 10));
      unit(0xdc00 + ((point - 0x10000) & 0x3ff));
    }
  }
  return out;
}

}  // namespace mssp::pdf
