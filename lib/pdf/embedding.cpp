#include "pdf/embedding.hpp"

#include <fmt/format.h>

#include "base/sha256.hpp"
#include "pdf/clean_text.hpp"

namespace mssp::pdf {
namespace {

// A CMap that gives each code its Unicode text (ISO 32000-1, 9.10.3); blocks hold at most 100 entries.
std::string to_unicode(const std::vector<Font::Character>& characters) {
  std::string out =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  for (std::size_t start = 0; start < characters.size(); start += 100) {
    const std::size_t end = std::min(start + 100, characters.size());
    out += fmt::format("{} beginbfchar\n", end - start);
    for (std::size_t code = start; code < end; ++code)
      out += fmt::format("<{:04X}> <{}>\n", code, hexadecimal(utf16be(std::u32string(1, characters[code].point))));
    out += "endbfchar\n";
  }
  return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

// The six capital letters that mark a subset (9.6.4), derived from its content.
std::string subset_tag(std::string_view file) {
  std::string tag = sha256_hex(file).substr(0, 6);
  for (char& c : tag) c = static_cast<char>(c <= '9' ? 'A' + (c - '0') : 'K' + (c - 'a'));
  return tag;
}

Objects::Id descriptor(Objects& objects, const Font& font, const std::string& name, std::string_view file) {
  const Face::Metrics& metrics = font.face().metrics();
  const auto embedded = objects.stream(fmt::format("/Length1 {}", file.size()), file);
  // Flags 4, symbolic: codes are not those of the standard Latin set. StemV is required, unknown to TrueType, and unused
  // while the font is embedded.
  return objects.add(fmt::format("<</Type/FontDescriptor/FontName/{}/Flags 4/FontBBox[{} {} {} {}]/ItalicAngle 0"
                                 "/Ascent {}/Descent {}/CapHeight {}/StemV 80/FontFile2 {}>>",
                                 name, metrics.left, metrics.bottom, metrics.right, metrics.top, metrics.ascent,
                                 metrics.descent, metrics.cap_height, reference(embedded)));
}

}  // namespace

Objects::Id embed(Objects& objects, const Font& font) {
  const std::vector<Font::Character>& characters = font.characters();
  std::set<Glyph> glyphs;
  for (const Font::Character& character : characters) glyphs.insert(character.glyph);
  const Face::Subset subset = font.face().subset(glyphs);
  const std::string name = subset_tag(subset.file) + "+" + font.face().metrics().name;
  std::string widths;
  std::string map;
  for (const Font::Character& character : characters) {
    widths += fmt::format("{} ", character.advance);
    const Glyph glyph = subset.renumbered.at(character.glyph);
    map += static_cast<char>(glyph >> 8 & 0xff);
    map += static_cast<char>(glyph & 0xff);
  }
  const auto descendant = objects.add(fmt::format(
      "<</Type/Font/Subtype/CIDFontType2/BaseFont/{}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
      "/FontDescriptor {}/W[0[{}]]/CIDToGIDMap {}>>",
      name, reference(descriptor(objects, font, name, subset.file)), widths, reference(objects.stream("", map))));
  return objects.add(fmt::format("<</Type/Font/Subtype/Type0/BaseFont/{}/Encoding/Identity-H/ToUnicode {}/DescendantFonts[{}]>>",
                                 name, reference(objects.stream("", to_unicode(characters))), reference(descendant)));
}

}  // namespace mssp::pdf
