#include "pdf/flow.hpp"

#include <algorithm>

#include "pdf/clean_text.hpp"
#include "pdf/palette.hpp"
#include "pdf/wrap.hpp"

namespace mssp::pdf {

double line_height(const Style& style) {
  return style.size * 1.42;
}

Flow::Flow(Document& document, Margins margins, std::function<void(Canvas&)> furnish)
    : document_(&document),
      margins_(margins),
      furnish_(std::move(furnish)),
      canvas_(&document.add_page()),
      y_(margins.top) {}

void Flow::new_page() {
  canvas_ = &document_->add_page();
  y_ = margins_.top;
  furnish_(*canvas_);
}

void Flow::need(double height) {
  if (height > left_over() && y_ > margins_.top) new_page();
}

void Flow::heading(std::string_view title, double following) {
  need(std::min(heading_height + following, full_height()));
  const bool first_on_page = y_ == margins_.top;
  y_ += first_on_page ? 0 : 8;
  document_->add_bookmark({std::string(title), document_->page_count() - 1, y_ - 8});
  canvas_->fill(Rect{left(), y_, 4.3, 15}, palette::teal);
  const Style style{14, palette::navy, Weight::bold};
  canvas_->text({left() + 11, y_ + 12.2}, shorten(canvas_->font(Weight::bold), clean(title), 14, width() - 11), style);
  y_ += heading_height - 8;
}

void Flow::paragraph(std::string_view text, const Style& style, double space_after) {
  const auto lines = wrap(canvas_->font(style.weight), clean(text), style.size, width());
  const double height = line_height(style);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t remaining = lines.size() - i;
    // The first two lines stay together, and so do the last two.
    need(height * static_cast<double>(i == 0 || remaining == 2 ? std::min<std::size_t>(remaining, 2) : 1));
    canvas_->text({left(), y_ + style.size * 1.07}, lines[i], style);
    y_ += height;
  }
  y_ += space_after;
}

}  // namespace mssp::pdf
