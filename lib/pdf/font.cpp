#include "pdf/font.hpp"

namespace mssp::pdf {

Font::Font(Face face, std::string resource, std::vector<Font*> others)
    : face_(std::move(face)), resource_(std::move(resource)), others_(std::move(others)), characters_{{0xfffd, 0, 0}} {
  characters_.front().advance = face_.advance(0);
}

Font::Entry& Font::entry(char32_t point) const {
  Entry& entry = point < latin_.size() ? latin_[point] : rest_[point];
  if (entry.advance < 0) {
    entry.glyph = face_.glyph(point);
    entry.advance = face_.advance(entry.glyph);
    if (entry.glyph == 0) {
      for (Font* other : others_) {
        if (!other->has(point)) continue;
        entry.drawing = other;
        entry.advance = other->entry(point).advance;
        break;
      }
    }
  }
  return entry;
}

Font& Font::drawing(char32_t point) {
  Font* other = entry(point).drawing;
  return other == nullptr ? *this : *other;
}

double Font::width(std::u32string_view text, double size) const {
  std::int64_t thousandths = 0;
  for (const char32_t point : text) thousandths += entry(point).advance;
  return static_cast<double>(thousandths) * size / 1000;
}

std::string Font::encode(std::u32string_view text) {
  constexpr std::size_t codes = 0x10000;  // two bytes each; past them the box of code 0 is drawn
  std::string out;
  out.reserve(text.size() * 2);
  for (const char32_t point : text) {
    Entry& used = entry(point);
    if (used.code == 0 && characters_.size() < codes) {
      used.code = static_cast<std::uint16_t>(characters_.size());
      characters_.push_back({point, used.glyph, used.advance});
    }
    if (used.glyph == 0 || used.code == 0) ++missing_;
    out += static_cast<char>(used.code >> 8);
    out += static_cast<char>(used.code & 0xff);
  }
  return out;
}

}  // namespace mssp::pdf
