#include "pdf/file.hpp"

#include <fmt/format.h>

#include "base/sha256.hpp"
#include "pdf/clean_text.hpp"
#include "pdf/embedding.hpp"

namespace mssp::pdf {
namespace {

std::string date_string(Instant instant) {
  const Civil at = Zone::utc().civil(instant);
  return fmt::format("(D:{:04}{:02}{:02}{:02}{:02}{:02}Z)", at.year, at.month, at.day, at.hour, at.minute, at.second);
}

std::string xml_text(std::string_view utf8) {
  std::string out;
  for (const char32_t point : clean(utf8).substr(0, 400)) out += fmt::format("&#{};", static_cast<std::uint32_t>(point));
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

Objects::Id write_picture(Objects& objects, const Picture& picture) {
  const std::string size = fmt::format("/Type/XObject/Subtype/Image/Width {}/Height {}/BitsPerComponent 8", picture.width, picture.height);
  std::string mask;
  if (!picture.opacity.empty()) mask = "/SMask " + reference(objects.stream(size + "/ColorSpace/DeviceGray", picture.opacity));
  return objects.stream(size + "/ColorSpace/DeviceRGB" + mask, picture.colours);
}

// Fonts and pictures, shared by all pages.
std::string resources(Objects& objects, const Document& document) {
  std::string out = "<</Font<<";
  for (const Font& font : document.fonts()) {
    // A font that only helps out is left out while nothing needed it.
    if (font.characters().size() == 1 && font.resource().front() == 'F') continue;
    out += fmt::format("/{} {}", font.resource(), reference(embed(objects, font)));
  }
  out += ">>";
  if (!document.pictures().empty()) out += "/XObject<<";
  for (std::size_t i = 0; i < document.pictures().size(); ++i) {
    out += fmt::format("/I{} {}", i, reference(write_picture(objects, document.pictures()[i])));
  }
  return out + (document.pictures().empty() ? ">>" : ">>>>");
}

std::string text_of(const Element& element, const std::string& parent, const std::vector<Objects::Id>& ids,
                    const std::vector<Objects::Id>& pages) {
  std::string text = fmt::format("<</S/{}/P {}", element.type, parent);
  if (!element.alt.empty()) text += "/Alt " + text_string(element.alt);
  if (element.type == "TH") text += "/A<</O/Table/Scope/Column>>";
  std::size_t page = pages.size();
  std::string kids;
  for (const Element::Kid& kid : element.kids) {
    if (!kid.is_content) {
      kids += reference(ids[kid.index]) + " ";
    } else if (page == pages.size() || page == kid.index) {
      page = kid.index;
      kids += fmt::format("{} ", kid.content);
    } else {
      kids += fmt::format("<</Type/MCR/Pg {}/MCID {}>> ", reference(pages[kid.index]), kid.content);
    }
  }
  if (page < pages.size()) text += "/Pg " + reference(pages[page]);
  if (!kids.empty()) kids.pop_back();
  // Most elements are cells with one content each.
  return text + (element.kids.size() == 1 ? "/K " + kids + ">>" : "/K[" + kids + "]>>");
}

// The tree of elements, and for each page which element each marked content belongs to.
Objects::Id write_structure(Objects& objects, const Document& document, const std::vector<Objects::Id>& pages) {
  const std::vector<Element>& elements = document.structure().elements();
  const auto root = objects.reserve();
  std::vector<Objects::Id> ids;
  for (std::size_t i = 0; i < elements.size(); ++i) ids.push_back(objects.reserve());
  // The list of a page follows the elements it names: then both are compressed as one.
  const auto& owners = document.structure().owners();
  std::string numbers;
  std::size_t next = 0;
  const auto list_pages = [&](std::size_t up_to) {
    for (; next < std::min(up_to, owners.size()); ++next) {
      std::string list = "[";
      for (const std::size_t owner : owners[next]) list += reference(ids[owner]) + " ";
      numbers += fmt::format("{} {} ", next, reference(objects.add(list + "]")));
    }
  };
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const Element& element = elements[i];
    if (!element.kids.empty() && element.kids.front().is_content) list_pages(element.kids.front().index);
    objects.put(ids[i], text_of(element, reference(i == 0 ? root : ids[element.parent]), ids, pages));
  }
  list_pages(owners.size());
  objects.put(root, fmt::format("<</Type/StructTreeRoot/K {}/ParentTree<</Nums[{}]>>/ParentTreeNextKey {}>>",
                                reference(ids[0]), numbers, owners.size()));
  return root;
}

Objects::Id write_bookmarks(Objects& objects, const Document& document, const std::vector<Objects::Id>& pages) {
  const auto root = objects.reserve();
  const auto count = static_cast<Objects::Id>(document.bookmarks().size());
  const auto first = root + 1;
  for (Objects::Id i = 0; i < count; ++i) objects.reserve();
  for (Objects::Id i = 0; i < count; ++i) {
    const Bookmark& bookmark = document.bookmarks()[static_cast<std::size_t>(i)];
    std::string text = fmt::format("<</Title {}/Parent {}/Dest[{} /XYZ 0 {:.2f} 0]", text_string(bookmark.title),
                                   reference(root), reference(pages.at(bookmark.page)), page_height - bookmark.y);
    if (i > 0) text += "/Prev " + reference(first + i - 1);
    if (i + 1 < count) text += "/Next " + reference(first + i + 1);
    objects.put(first + i, text + ">>");
  }
  objects.put(root, fmt::format("<</Type/Outlines/First {}/Last {}/Count {}>>", reference(first), reference(first + count - 1), count));
  return root;
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
  const Metadata& metadata = document.metadata();
  Objects objects;
  const auto catalog = objects.reserve();
  const auto tree = objects.reserve();
  const auto shared = objects.add(resources(objects, document));
  std::vector<Objects::Id> pages;
  std::string kids;
  for (const Canvas& canvas : document.pages()) {
    const auto content = objects.stream("", canvas.operators());
    pages.push_back(objects.add(fmt::format(
        "<</Type/Page/Parent {}/MediaBox[0 0 {:.3f} {:.3f}]/Resources {}/Contents {}/StructParents {}/Tabs/S>>", reference(tree),
        page_width, page_height, reference(shared), reference(content), pages.size())));
    kids += reference(pages.back()) + " ";
  }
  objects.put(tree, fmt::format("<</Type/Pages/Count {}/Kids[{}]>>", pages.size(), kids));
  std::string text = fmt::format("<</Type/Catalog/Pages {}/Lang {}/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>",
                                 reference(tree), text_string(metadata.language));
  text += "/StructTreeRoot " + reference(write_structure(objects, document, pages));
  text += "/Metadata " + reference(objects.stream("/Type/Metadata/Subtype/XML", xmp(metadata)));
  if (!document.bookmarks().empty()) {
    text += "/PageMode/UseOutlines/Outlines " + reference(write_bookmarks(objects, document, pages));
  }
  objects.put(catalog, text + ">>");
  const auto info = objects.add(fmt::format("<</Title {}/Author {}/CreationDate {}/ModDate {}>>", text_string(metadata.title),
                                            text_string(metadata.author), date_string(metadata.created),
                                            date_string(metadata.created)));
  return objects.file(catalog, info, identifier(document));
}

}  // namespace mssp::pdf
