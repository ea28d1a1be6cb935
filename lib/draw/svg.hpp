// Draws as SVG 1.1 elements to stand inside a page of HTML. Colours of text and ground are CSS variables of that page
// (--ink, --muted, --rule, --ground), so that a picture follows it into the dark.
#pragma once

#include <string>

#include "draw/chart.hpp"

namespace mssp::draw {

class Svg : public Surface {
 public:
  void fill(const Rect& area, Colour colour) override;
  void fill(const std::vector<Point>& corners, Colour colour) override;
  void disc(Point centre, double radius, Colour colour) override;
  void sector(Point centre, double inner, double outer, double from, double to, Colour colour) override;
  void line(const std::vector<Point>& points, const Stroke& stroke) override;
  double text(Point at, std::string_view utf8, const Style& style, Align align, double room) override;
  // An estimate from the widths of Noto Sans: the reader's font is not known here.
  double width(std::string_view utf8, const Style& style) const override;

  const std::string& elements() const { return out_; }

 private:
  void number(double value);
  void point(Point at);
  void attribute(std::string_view name, double value);
  void paint(Colour colour, std::string_view property = "fill");

  std::string out_;
};

// A whole <svg> element as wide as `width` points; `title` is read to those who do not see it.
std::string svg(const Chart& chart, double width, const std::string& title);
std::string sparkline_svg(const std::vector<std::optional<std::int64_t>>& values, Colour colour);

// Text inside an element or a quoted attribute; bytes that are not UTF-8 and control characters are shown escaped.
std::string escaped(std::string_view utf8);

}  // namespace mssp::draw
