// Lays blocks out from top to bottom and opens a new page where the next one does not fit.
#pragma once

#include <functional>
#include <string_view>

#include "pdf/document.hpp"

namespace mssp::pdf {

struct Margins {
  double left = 42;
  double right = 42;
  double top = 58;  // of pages that the flow opens
  double bottom = 56;
};

class Flow {
 public:
  // Starts on a new page of the document at the top margin. `furnish` draws what every page opened later carries, the
  // running head say; it is not called for the first.
  Flow(Document& document, Margins margins, std::function<void(Canvas&)> furnish);

  Document& document() { return *document_; }
  Canvas& canvas() { return *canvas_; }
  double left() const { return margins_.left; }
  double width() const { return page_width - margins_.left - margins_.right; }
  double right() const { return page_width - margins_.right; }
  double y() const { return y_; }
  double left_over() const { return page_height - margins_.bottom - y_; }  // height free on this page
  double full_height() const { return page_height - margins_.bottom - margins_.top; }

  void advance(double height) { y_ += height; }
  void new_page();
  // Opens a new page unless `height` fits on this one. Something higher than a whole page changes nothing when the page
  // is fresh: it can only be drawn in parts.
  void need(double height);

  // A section heading with its teal bar and bookmark. It stays with the `following` points that come after it.
  void heading(std::string_view title, double following);
  // A heading of second rank, without bookmark.
  void subheading(std::string_view title, double following);
  // Running text; no single line stands alone at the foot or the head of a page unless the paragraph is one line.
  void paragraph(std::string_view text, const Style& style, double space_after = 5);
  double paragraph_height(std::string_view text, const Style& style, double space_after = 5) const;
  // Points of a list, each with a bullet, its lines side by side.
  void list(const std::vector<std::string>& texts, const Style& style);

  // What `draw` draws is one element of the structure, going on over pages; `alt` says what a figure shows.
  void tagged(std::string_view type, const std::function<void()>& draw, std::string alt = {});
  void group(std::string_view type, const std::function<void()>& draw);  // of elements that `draw` makes

 private:
  void lines(std::string_view text, const Style& style, double indent);

  Document* document_;
  Margins margins_;
  std::function<void(Canvas&)> furnish_;
  Canvas* canvas_;
  double y_;
};

inline constexpr double heading_height = 30;
double line_height(const Style& style);  // from base line to base line

}  // namespace mssp::pdf
