#include "pdf/tags.hpp"

#include <fmt/format.h>

#include "pdf/text_string.hpp"

namespace mssp::pdf {
namespace {

std::string text_of(const Element& element, const std::string& parent, const std::vector<Appendix::Id>& ids,
                    const std::vector<Appendix::Id>& pages) {
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

}  // namespace

void write_structure(Appendix& objects, const Document& document, Appendix::Id root,
                     const std::vector<Appendix::Id>& pages) {
  const std::vector<Element>& elements = document.structure().elements();
  std::vector<Appendix::Id> ids;
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
}

}  // namespace mssp::pdf
