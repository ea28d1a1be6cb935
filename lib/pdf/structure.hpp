// The logical structure of a document (ISO 32000-1, 14.7): which part of a page is a heading, a paragraph, a cell or a
// figure, in reading order, for those who have it read to them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mssp::pdf {

struct Element {
  std::string_view type;  // a standard type of 14.8.4: "H1", "P", "Table", "TD" ...
  std::string alt = {};   // what a figure shows, in words
  std::size_t parent = 0;
  struct Kid {
    bool is_content = false;
    std::size_t index = 0;  // of the element, or of the page
    int content = 0;        // number of the marked content on that page
  };
  std::vector<Kid> kids = {};
};

class Structure {
 public:
  Structure() { elements_.push_back({.type = "Document", .alt = {}}); }

  // A new last part of the element that is open, and from now on the open one. `type` must be a literal.
  void open(std::string_view type, std::string alt = {});
  void close();
  std::string_view type() const { return elements_[open_].type; }

  // The number of the next marked content on a page; it belongs to the open element.
  int content(std::size_t page);
  void drop_content(std::size_t page);  // takes the last one back

  const std::vector<Element>& elements() const { return elements_; }  // the first is the document
  // For each page the element of each marked content.
  const std::vector<std::vector<std::size_t>>& owners() const { return owners_; }

 private:
  std::vector<Element> elements_;
  std::vector<std::vector<std::size_t>> owners_;
  std::size_t open_ = 0;
};

}  // namespace mssp::pdf
