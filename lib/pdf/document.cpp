#include "pdf/document.hpp"

#include "base/error.hpp"
#include "pdf/file.hpp"

namespace mssp::pdf {

Document::Document(const Fonts& fonts, Metadata metadata)
    : metadata_(std::move(metadata)), regular_(fonts.regular), bold_(fonts.bold) {}

Canvas& Document::add_page() {
  return pages_.emplace_back(regular_, bold_);
}

std::string Document::bytes() const {
  if (pages_.empty()) throw Error{Code::failed, "a document needs a page"};
  return file_bytes(*this);
}

}  // namespace mssp::pdf
