#include "pdf/file.hpp"

#include <fmt/format.h>

#include "base/sha256.hpp"
#include "pdf/clean_text.hpp"
#include "pdf/embedding.hpp"
#include "pdf/haru.hpp"
#include "pdf/tags.hpp"
#include "pdf/text_string.hpp"

namespace mssp::pdf {
namespace {

std::string xml_text(std::string_view utf8) {
  std::string out;
  for (const char32_t point : clean(utf8).substr(0, longest_text))
    out += fmt::format("&#{};", static_cast<std::uint32_t>(point));
  return out;
}

// What readers show of a file (ISO 16684-1), the same as in the info dictionary.
std::string xmp(const Metadata& metadata) {
  const std::string date = rfc3339(metadata.created);
  return "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
         "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
         "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" +
         xml_text(metadata.title) + "</rdf:li></rdf:Alt></dc:title>\n<dc:creator><rdf:Seq><rdf:li>" +
         xml_text(metadata.author) + "</rdf:li></rdf:Seq></dc:creator>\n<dc:language><rdf:Bag><rdf:li>" +
         xml_text(metadata.language) + "</rdf:li></rdf:Bag></dc:language>\n<xmp:CreateDate>" + date +
         "</xmp:CreateDate><xmp:ModifyDate>" + date +
         "</xmp:ModifyDate>\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>\n";
}

void write_metadata(const Haru& haru, const Metadata& metadata) {
  const Civil at = Zone::utc().civil(metadata.created);
  const HPDF_Date date{at.year, at.month, at.day, at.hour, at.minute, at.second, 'Z', 0, 0};
  haru.check(HPDF_SetInfoDateAttr(haru.get(), HPDF_INFO_CREATION_DATE, date));
  haru.check(HPDF_SetInfoDateAttr(haru.get(), HPDF_INFO_MOD_DATE, date));
  haru.put_text(haru.get()->info, "Title", metadata.title);
  haru.put_text(haru.get()->info, "Author", metadata.author);
  const HPDF_Dict catalog = haru.get()->catalog;
  haru.put_text(catalog, "Lang", metadata.language);
  haru.check(HPDF_Dict_AddBoolean(haru.inner(catalog, "ViewerPreferences"), "DisplayDocTitle", HPDF_TRUE));
  haru.check(HPDF_Dict_AddBoolean(haru.inner(catalog, "MarkInfo"), "Marked", HPDF_TRUE));
  const HPDF_Dict stream = haru.stream(xmp(metadata));
  haru.put_name(stream, "Type", "Metadata");
  haru.put_name(stream, "Subtype", "XML");
  haru.put(catalog, "Metadata", stream);
}

HPDF_Dict write_picture(const Haru& haru, const Picture& picture, const char* colours, std::string_view bytes) {
  const HPDF_Dict image = haru.stream(bytes);
  haru.put_name(image, "Type", "XObject");
  haru.put_name(image, "Subtype", "Image");
  haru.put_number(image, "Width", picture.width);
  haru.put_number(image, "Height", picture.height);
  haru.put_number(image, "BitsPerComponent", 8);
  haru.put_name(image, "ColorSpace", colours);
  return image;
}

// Fonts and pictures, shared by all pages.
HPDF_Dict write_resources(const Haru& haru, const Document& document) {
  const HPDF_Dict resources = haru.dictionary();
  const HPDF_Dict fonts = haru.inner(resources, "Font");
  for (const Font& font : document.fonts()) {
    // A font that only helps out is left out while nothing needed it.
    if (font.characters().size() == 1 && font.resource().front() == 'F') continue;
    haru.put(fonts, std::string(font.resource()).c_str(), embed(haru, font));
  }
  if (document.pictures().empty()) return resources;
  const HPDF_Dict pictures = haru.inner(resources, "XObject");
  for (std::size_t i = 0; i < document.pictures().size(); ++i) {
    const Picture& picture = document.pictures()[i];
    const HPDF_Dict image = write_picture(haru, picture, "DeviceRGB", picture.colours);
    if (!picture.opacity.empty()) haru.put(image, "SMask", write_picture(haru, picture, "DeviceGray", picture.opacity));
    haru.put(pictures, fmt::format("I{}", i).c_str(), image);
  }
  return resources;
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

// From what is drawn and said of it (14.4).
std::string identifier(const Document& document) {
  const Metadata& metadata = document.metadata();
  std::string all = metadata.title + '\0' + metadata.author + '\0' + rfc3339(metadata.created);
  for (const Canvas& page : document.pages()) all += page.operators();
  for (const Font& font : document.fonts()) {  // the operators hold codes; these say what they mean
    for (const Font::Character& character : font.characters()) all += utf16be(std::u32string(1, character.point));
  }
  return sha256_hex(all).substr(0, 16);
}

}  // namespace

std::string file_bytes(const Document& document) {
  const Haru haru;
  write_metadata(haru, document.metadata());
  const HPDF_Dict resources = write_resources(haru, document);
  std::vector<HPDF_Page> pages;
  std::vector<Appendix::Id> numbers;
  for (const Canvas& canvas : document.pages()) {
    const HPDF_Page page = haru.made(HPDF_AddPage(haru.get()));
    haru.check(HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT));
    haru.put(page, "Resources", resources);
    haru.put_number(page, "StructParents", static_cast<int>(pages.size()));
    haru.put_name(page, "Tabs", "S");  // in the order of the structure
    const std::string& operators = canvas.operators();
    haru.check(HPDF_Stream_Write(static_cast<HPDF_PageAttr>(page->attr)->stream,
                                 reinterpret_cast<const HPDF_BYTE*>(operators.data()),
                                 static_cast<HPDF_UINT>(operators.size())));
    pages.push_back(page);
    numbers.push_back(Haru::number(page));
  }
  for (const Bookmark& bookmark : document.bookmarks()) write_bookmark(haru, pages.at(bookmark.page), bookmark);
  if (!document.bookmarks().empty()) haru.check(HPDF_SetPageMode(haru.get(), HPDF_PAGE_MODE_USE_OUTLINE));
  const HPDF_Dict structure = haru.dictionary();  // empty: its content is in the appendix
  haru.put(haru.get()->catalog, "StructTreeRoot", structure);
  const std::string file = haru.save();

  Appendix appendix(haru.first_free());
  write_structure(appendix, document, Haru::number(structure), numbers);
  const std::string id = hexadecimal(identifier(document));
  return appendix.behind(file,
                         fmt::format("/Root {}/Info {}/ID[<{}><{}>]", reference(Haru::number(haru.get()->catalog)),
                                     reference(Haru::number(haru.get()->info)), id, id));
}

}  // namespace mssp::pdf
