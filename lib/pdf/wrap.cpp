#include "pdf/wrap.hpp"

namespace mssp::pdf {
namespace {

constexpr char32_t ellipsis = U'…';

// How many characters of the text's beginning fit; at least one, so that the breaking ends on the narrowest column.
std::size_t fitting(const Font& font, std::u32string_view text, double size, double width) {
  double used = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    used += font.width(text.substr(i, 1), size);
    if (used > width + 1e-6) return std::max<std::size_t>(i, 1);
  }
  return text.size();
}

std::u32string_view without_spaces_before(std::u32string_view text) {
  const std::size_t first = text.find_first_not_of(U' ');
  return first == text.npos ? std::u32string_view{} : text.substr(first);
}

std::u32string_view without_spaces_after(std::u32string_view text) {
  return text.substr(0, text.find_last_not_of(U' ') + 1);
}

// Where a word that is too long is broken: after the last sign that parts an address or a number, unless that would leave
// the line almost empty.
std::size_t end_of_part(std::u32string_view text, std::size_t fits) {
  const std::size_t sign = text.substr(0, fits).find_last_of(U"-./@_:,");
  return sign != text.npos && sign + 1 > fits / 3 ? sign + 1 : fits;
}

std::u32string cut(const Font& font, std::u32string_view text, double size, double width) {
  const double room = width - font.width(std::u32string_view(&ellipsis, 1), size);
  return std::u32string(without_spaces_after(text.substr(0, fitting(font, text, size, room)))) + ellipsis;
}

}  // namespace

std::vector<std::u32string> wrap(const Font& font, std::u32string_view text, double size, double width,
                                 std::size_t most) {
  std::vector<std::u32string> lines;
  std::u32string_view rest = without_spaces_after(without_spaces_before(text));
  while (!rest.empty() && lines.size() < most) {
    std::size_t end = fitting(font, rest, size, width);
    if (end < rest.size()) {
      if (lines.size() + 1 == most) {
        lines.push_back(cut(font, rest, size, width));
        break;
      }
      const std::size_t space = rest.rfind(U' ', end);
      if (space != rest.npos && space > 0) end = space;
      else end = end_of_part(rest, end);
    }
    lines.emplace_back(without_spaces_after(rest.substr(0, end)));
    rest = without_spaces_before(rest.substr(end));
  }
  return lines;
}

std::u32string shorten(const Font& font, std::u32string_view text, double size, double width) {
  if (fitting(font, text, size, width) == text.size()) return std::u32string(text);
  return cut(font, text, size, width);
}

}  // namespace mssp::pdf
