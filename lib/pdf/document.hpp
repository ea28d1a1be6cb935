// A PDF document in memory: A4 pages to draw on, bookmarks, and the bytes of the file in the end.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "pdf/canvas.hpp"
#include "pdf/face.hpp"
#include "pdf/font.hpp"

namespace mssp::pdf {

struct Metadata {
  std::string title;
  std::string author;
  std::string language = "en";  // BCP 47
  Instant created{};            // both dates of the document: the same input gives the same bytes
};

struct Bookmark {
  std::string title;
  std::size_t page;  // from 0
  double y;
};

class Document {
 public:
  Document(const Fonts& fonts, Metadata metadata);
  Document(const Document&) = delete;  // pages refer to the document's fonts
  Document& operator=(const Document&) = delete;

  Canvas& add_page();                                             // references stay good as pages are added
  Canvas& page(std::size_t number) { return pages_.at(number); }  // from 0
  std::size_t page_count() const { return pages_.size(); }
  void add_bookmark(Bookmark bookmark) { bookmarks_.push_back(std::move(bookmark)); }

  const Font& font(Weight weight) const { return weight == Weight::bold ? bold_ : regular_; }
  // How many characters are shown as a box because the fonts lack them. The text copied from the file has them.
  std::size_t missing_characters() const { return regular_.missing() + bold_.missing(); }

  const Metadata& metadata() const { return metadata_; }
  const std::deque<Canvas>& pages() const { return pages_; }
  const std::vector<Bookmark>& bookmarks() const { return bookmarks_; }

  // The bytes of the file, PDF 1.4. Throws Code::failed when there is no page, or memory runs out.
  std::string bytes() const;

 private:
  Metadata metadata_;
  Font regular_;
  Font bold_;
  std::deque<Canvas> pages_;
  std::vector<Bookmark> bookmarks_;
};

}  // namespace mssp::pdf
