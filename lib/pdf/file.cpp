#include "pdf/file.hpp"

#include <fmt/format.h>

#include "base/sha256.hpp"
#include "pdf/clean_text.hpp"
#include "pdf/haru.hpp"

namespace mssp::pdf {
namespace {

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char byte : bytes) out += fmt::format("{:02X}", static_cast<unsigned char>(byte));
  return out;
}

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
      out += fmt::format("<{:04X}> <{}>\n", code, hex(utf16be(std::u32string(1, characters[code].point))));
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

void describe(const Haru& haru, HPDF_Dict owner, const Font& font, const std::string& name, std::string_view file) {
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
  const HPDF_Dict embedded = haru.stream(file);
  haru.put_number(embedded, "Length1", static_cast<int>(file.size()));
  haru.put(descriptor, "FontFile2", embedded);
}

// A composite font (9.7) whose codes are ours: Identity-H, one TrueType descendant, explicit widths and glyph indices.
HPDF_Dict embed(const Haru& haru, const Font& font) {
  const std::vector<Font::Character>& characters = font.characters();
  std::set<Glyph> glyphs;
  for (const Font::Character& character : characters) glyphs.insert(character.glyph);
  const Face::Subset subset = font.face().subset(glyphs);
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
  describe(haru, descendant, font, name, subset.file);

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

void write_metadata(const Haru& haru, const Metadata& metadata) {
  const Civil at = Zone::utc().civil(metadata.created);
  HPDF_Date date{at.year, at.month, at.day, at.hour, at.minute, at.second, 'Z', 0, 0};
  haru.check(HPDF_SetInfoDateAttr(haru.get(), HPDF_INFO_CREATION_DATE, date));
  haru.check(HPDF_SetInfoDateAttr(haru.get(), HPDF_INFO_MOD_DATE, date));
  haru.put_text(haru.get()->info, "Title", metadata.title);
  haru.put_text(haru.get()->info, "Author", metadata.author);
  haru.put_text(haru.get()->catalog, "Lang", metadata.language);
  haru.check(HPDF_Dict_AddBoolean(haru.inner(haru.get()->catalog, "ViewerPreferences"), "DisplayDocTitle", HPDF_TRUE));
}

void write_bookmark(const Haru& haru, HPDF_Page page, const Bookmark& bookmark) {
  const HPDF_Outline outline = haru.made(HPDF_CreateOutline(haru.get(), nullptr, "", nullptr));
  haru.put_text(outline, "Title", bookmark.title);
  const HPDF_Array target = haru.list(outline, "Dest");  // HPDF_Destination_SetXYZ refuses 0, "keep the zoom"
  haru.check(HPDF_Array_Add(target, page));
  haru.check(HPDF_Array_AddName(target, "XYZ"));
  for (const double value : {0.0, page_height - bookmark.y, 0.0})
    haru.check(HPDF_Array_AddReal(target, static_cast<HPDF_REAL>(value)));
}

// Two equal identifiers (14.4), from what is drawn and said of it.
void write_identifier(const Haru& haru, const Document& document) {
  const Metadata& metadata = document.metadata();
  std::string all = metadata.title + '\0' + metadata.author + '\0' + rfc3339(metadata.created);
  for (const Canvas& page : document.pages()) all += page.operators();
  for (const Weight weight : {Weight::regular, Weight::bold})  // the operators hold codes; these say what they mean
    for (const Font::Character& character : document.font(weight).characters())
      all += utf16be(std::u32string(1, character.point));
  const std::string identifier = sha256_hex(all).substr(0, 16);
  const HPDF_Array pair = haru.list(haru.get()->trailer, "ID");
  for (int i = 0; i < 2; ++i) haru.check(HPDF_Array_Add(pair, haru.binary(identifier)));
}

}  // namespace

std::string file_bytes(const Document& document) {
  const Haru haru;
  write_metadata(haru, document.metadata());
  const HPDF_Dict regular = embed(haru, document.font(Weight::regular));
  const HPDF_Dict bold = embed(haru, document.font(Weight::bold));

  std::vector<HPDF_Page> pages;
  for (const Canvas& canvas : document.pages()) {
    const HPDF_Page page = haru.made(HPDF_AddPage(haru.get()));
    haru.check(HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT));
    const HPDF_Dict resources =
        static_cast<HPDF_Dict>(haru.made(HPDF_Dict_GetItem(page, "Resources", HPDF_OCLASS_DICT)));
    const HPDF_Dict fonts = haru.inner(resources, "Font");
    haru.put(fonts, "R", regular);
    haru.put(fonts, "B", bold);
    const std::string& operators = canvas.operators();
    haru.check(HPDF_Stream_Write(static_cast<HPDF_PageAttr>(page->attr)->stream,
                                 reinterpret_cast<const HPDF_BYTE*>(operators.data()),
                                 static_cast<HPDF_UINT>(operators.size())));
    pages.push_back(page);
  }
  for (const Bookmark& bookmark : document.bookmarks()) write_bookmark(haru, pages.at(bookmark.page), bookmark);
  if (!document.bookmarks().empty()) haru.check(HPDF_SetPageMode(haru.get(), HPDF_PAGE_MODE_USE_OUTLINE));
  write_identifier(haru, document);
  return haru.save();
}

}  // namespace mssp::pdf
