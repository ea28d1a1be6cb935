#include "pdf/embedding.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/sha256.hpp"
#include "pdf/clean_text.hpp"
#include "pdf/text_string.hpp"

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

void describe(const Haru& haru, HPDF_Dict owner, const Font& font, const std::string& name, HPDF_Dict file) {
  const Face::Metrics& metrics = font.face().metrics();
  const HPDF_Dict descriptor = haru.dictionary();
  haru.put(owner, "FontDescriptor", descriptor);
  haru.put_name(descriptor, "Type", "FontDescriptor");
  haru.put_name(descriptor, "FontName", name);
  haru.put_number(descriptor, "Flags", 4);  // symbolic: codes are not those of the standard Latin set
  const HPDF_Array box = haru.list(descriptor, "FontBBox");
  for (const int edge : {metrics.left, metrics.bottom, metrics.right, metrics.top})
    haru.check(HPDF_Array_AddNumber(box, edge));
  haru.put_number(descriptor, "ItalicAngle", 0);
  haru.put_number(descriptor, "Ascent", metrics.ascent);
  haru.put_number(descriptor, "Descent", metrics.descent);
  haru.put_number(descriptor, "CapHeight", metrics.cap_height);
  haru.put_number(descriptor, "StemV", 80);  // required, unknown to TrueType, unused while the font is embedded
  haru.put(descriptor, "FontFile2", file);
}

}  // namespace

HPDF_Dict embed(const Haru& haru, const Font& font) {
  const std::vector<Font::Character>& characters = font.characters();
  std::set<Glyph> glyphs;
  for (const Font::Character& character : characters) glyphs.insert(character.glyph);
  const std::map<Glyph, Glyph>& known = font.face().usual().renumbered;
  const bool usual = std::all_of(glyphs.begin(), glyphs.end(), [&](Glyph glyph) { return known.count(glyph) > 0; });
  const Face::Subset subset = usual ? font.face().usual() : font.face().subset(glyphs);
  const HPDF_Dict file = usual ? haru.packed_stream(font.face().usual_packed()) : haru.stream(subset.file);
  haru.put_number(file, "Length1", static_cast<int>(subset.file.size()));
  const std::string name = subset_tag(subset.file) + "+" + font.face().metrics().name;

  const HPDF_Dict top = haru.dictionary();
  haru.put_name(top, "Type", "Font");
  haru.put_name(top, "Subtype", "Type0");
  haru.put_name(top, "BaseFont", name);
  haru.put_name(top, "Encoding", "Identity-H");
  haru.put(top, "ToUnicode", haru.stream(to_unicode(characters)));

  const HPDF_Dict descendant = haru.dictionary();
  haru.check(HPDF_Array_Add(haru.list(top, "DescendantFonts"), descendant));
  haru.put_name(descendant, "Type", "Font");
  haru.put_name(descendant, "Subtype", "CIDFontType2");
  haru.put_name(descendant, "BaseFont", name);
  const HPDF_Dict system = haru.inner(descendant, "CIDSystemInfo");
  haru.put_bytes(system, "Registry", "Adobe");
  haru.put_bytes(system, "Ordering", "Identity");
  haru.put_number(system, "Supplement", 0);
  describe(haru, descendant, font, name, file);

  const HPDF_Array widths = haru.list(descendant, "W");
  haru.check(HPDF_Array_AddNumber(widths, 0));
  const HPDF_Array run = haru.made(HPDF_Array_New(haru.get()->mmgr));
  haru.check(HPDF_Array_Add(widths, run));
  std::string map;
  for (const Font::Character& character : characters) {
    haru.check(HPDF_Array_AddNumber(run, character.advance));
    const Glyph glyph = subset.renumbered.at(character.glyph);
    map += static_cast<char>(glyph >> 8 & 0xff);
    map += static_cast<char>(glyph & 0xff);
  }
  haru.put(descendant, "CIDToGIDMap", haru.stream(map));
  return top;
}

}  // namespace mssp::pdf
