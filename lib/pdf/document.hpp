// A PDF document in memory: A4 pages to draw on, bookmarks, and the bytes of the file in the end.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "pdf/canvas.hpp"
#include "pdf/face.hpp"
#include "pdf/font.hpp"
#include "pdf/picture.hpp"
#include "pdf/structure.hpp"

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

  std::size_t add_picture(Picture picture);  // its number for Canvas::picture

  // Parts of the structure. What is drawn on the last page between begin and end is an element of that type: content of
  // its own, or with open and close a group of others. Types are literals of ISO 32000-1, 14.8.4.
  void open(std::string_view type, std::string alt = {}) { structure_.open(type, std::move(alt)); }
  void close() { structure_.close(); }
  void begin(std::string_view type, std::string alt = {});
  void end();
  // Between pages: what is open goes on as content of the next page.
  bool pause();
  void resume();

  const std::deque<Font>& fonts() const { return fonts_; }
  // How many characters are shown as a box because no font has them. The text copied from the file has them.
  std::size_t missing_characters() const;

  const Metadata& metadata() const { return metadata_; }
  const std::deque<Canvas>& pages() const { return pages_; }
  const std::vector<Bookmark>& bookmarks() const { return bookmarks_; }
  const std::vector<Picture>& pictures() const { return pictures_; }
  const Structure& structure() const { return structure_; }

  // The bytes of the file, PDF 1.7. Throws Code::failed when there is no page, or memory runs out.
  std::string bytes() const;

 private:
  Metadata metadata_;
  std::deque<Font> fonts_;  // those for other scripts, then regular and bold
  std::deque<Canvas> pages_;
  std::vector<Bookmark> bookmarks_;
  std::vector<Picture> pictures_;
  Structure structure_;
};

}  // namespace mssp::pdf
