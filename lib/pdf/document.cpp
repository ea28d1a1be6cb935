#include "pdf/document.hpp"

#include <numeric>

#include "base/error.hpp"
#include "pdf/file.hpp"

namespace mssp::pdf {

Document::Document(const Fonts& fonts, Metadata metadata) : metadata_(std::move(metadata)) {
  std::vector<Font*> others;
  for (const Face& face : fonts.others) others.push_back(&fonts_.emplace_back(face, "F" + std::to_string(others.size())));
  fonts_.emplace_back(fonts.regular, "R", others);
  fonts_.emplace_back(fonts.bold, "B", others);
}

Canvas& Document::add_page() {
  return pages_.emplace_back(fonts_[fonts_.size() - 2], fonts_.back());
}

std::size_t Document::add_picture(Picture picture) {
  pictures_.push_back(std::move(picture));
  return pictures_.size() - 1;
}

void Document::begin(std::string_view type, std::string alt) {
  open(type, std::move(alt));
  resume();
}

void Document::end() {
  pause();
  close();
}

bool Document::pause() {
  if (pages_.empty() || !pages_.back().in_content()) return false;
  if (!pages_.back().end_content()) structure_.drop_content(pages_.size() - 1);
  return true;
}

void Document::resume() {
  pages_.back().begin_content(structure_.type(), structure_.content(pages_.size() - 1));
}

std::size_t Document::missing_characters() const {
  return std::accumulate(fonts_.begin(), fonts_.end(), std::size_t{0},
                         [](std::size_t sum, const Font& font) { return sum + font.missing(); });
}

std::string Document::bytes() const {
  if (pages_.empty()) throw Error{Code::failed, "a document needs a page"};
  return file_bytes(*this);
}

}  // namespace mssp::pdf
