#include "pdf/flow.hpp"

#include <algorithm>

#include "pdf/clean_text.hpp"
#include "draw/palette.hpp"
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
  const bool within = document_->pause();
  canvas_ = &document_->add_page();
  y_ = margins_.top;
  canvas_->decorate([&] { furnish_(*canvas_); });
  if (within) document_->resume();
}

void Flow::tagged(std::string_view type, const std::function<void()>& draw, std::string alt) {
  document_->begin(type, std::move(alt));
  draw();
  document_->end();
}

void Flow::group(std::string_view type, const std::function<void()>& draw) {
  document_->open(type);
  draw();
  document_->close();
}

void Flow::need(double height) {
  if (height > left_over() && y_ > margins_.top) new_page();
}

void Flow::heading(std::string_view title, double following) {
  need(std::min(heading_height + following, full_height()));
  const bool first_on_page = y_ == margins_.top;
  y_ += first_on_page ? 0 : 8;
  document_->add_bookmark({std::string(title), document_->page_count() - 1, y_ - 8});
  canvas_->decorate([&] { canvas_->fill(Rect{left(), y_, 4.3, 15}, palette::teal); });
  const Style style{14, palette::navy, Weight::bold};
  tagged("H2", [&] { canvas_->text({left() + 11, y_ + 12.2}, title, style, Align::left, width() - 11); });
  y_ += heading_height - 8;
}

void Flow::subheading(std::string_view title, double following) {
  constexpr double height = 20;
  need(std::min(height + following, full_height()));
  tagged("H3", [&] { canvas_->text({left(), y_ + 12}, title, {10.5, palette::navy, Weight::bold}, Align::left, width()); });
  y_ += height;
}

void Flow::paragraph(std::string_view text, const Style& style, double space_after) {
  tagged("P", [&] { lines(text, style, 0); });
  y_ += space_after;
}

double Flow::paragraph_height(std::string_view text, const Style& style, double space_after) const {
  const auto all = wrap(canvas_->font(style.weight), clean(text), style.size, width());
  return static_cast<double>(all.size()) * line_height(style) + space_after;
}

void Flow::list(const std::vector<std::string>& texts, const Style& style) {
  constexpr double indent = 12;
  group("L", [&] {
    for (const std::string& text : texts) {
      group("LI", [&] {
        // The bullet goes to the page on which the first lines will stand.
        need(line_height(style) * 2);
        canvas_->decorate([&] { canvas_->disc({left() + 4, y_ + style.size * 0.72}, 1.7, palette::teal); });
        tagged("LBody", [&] { lines(text, style, indent); });
      });
      y_ += 3;
    }
  });
  y_ += 3;
}

void Flow::lines(std::string_view text, const Style& style, double indent) {
  const auto all = wrap(canvas_->font(style.weight), clean(text), style.size, width() - indent);
  const double height = line_height(style);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::size_t remaining = all.size() - i;
    // The first two lines stay together, and so do the last two.
    need(height * static_cast<double>(i == 0 || remaining == 2 ? std::min<std::size_t>(remaining, 2) : 1));
    canvas_->text({left() + indent, y_ + style.size * 1.07}, all[i], style);
    y_ += height;
  }
}

}  // namespace mssp::pdf
