// A face as one document uses it: it hands out the character codes of the document and remembers what was drawn.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pdf/face.hpp"

namespace mssp::pdf {

class Font {
 public:
  // `resource` names it in the content of pages. What the face lacks is looked for in `others`, which must outlive it.
  explicit Font(Face face, std::string resource = "F", std::vector<Font*> others = {});

  const Face& face() const { return face_; }
  const std::string& resource() const { return resource_; }
  bool has(char32_t point) const { return entry(point).glyph != 0; }

  // The font that draws a character: this one unless only another has it.
  Font& drawing(char32_t point);

  // Points that clean text takes at a size. A missing character counts with the width of the box that replaces it.
  double width(std::u32string_view text, double size) const;

  // The character codes of a text that this font draws, two bytes each. A code stands for a code point, not for a glyph: so a reader can
  // search and copy the true text, even where the page shows a box.
  std::string encode(std::u32string_view text);

  // Every code handed out, in order; the first is code 0, which is never drawn.
  struct Character {
    char32_t point;
    Glyph glyph;
    int advance;  // thousandths of the font size
  };
  const std::vector<Character>& characters() const { return characters_; }

  // How many characters were drawn as a box because the face lacks them.
  std::size_t missing() const { return missing_; }

 private:
  struct Entry {
    Glyph glyph = 0;
    int advance = -1;        // -1: not looked up yet
    std::uint16_t code = 0;  // 0: not drawn yet
    Font* drawing = nullptr;  // another font that has it
  };
  Entry& entry(char32_t point) const;

  Face face_;
  std::string resource_;
  std::vector<Font*> others_;
  // Lookups are cached: widths are asked for many times before a line is drawn.
  mutable std::array<Entry, 0x250> latin_{};
  mutable std::unordered_map<char32_t, Entry> rest_;
  std::vector<Character> characters_;
  std::size_t missing_ = 0;
};

}  // namespace mssp::pdf
