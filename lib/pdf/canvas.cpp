#include "pdf/canvas.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <utility>

#include "base/error.hpp"
#include "pdf/clean_text.hpp"
#include "pdf/wrap.hpp"

namespace mssp::pdf {
void Canvas::number(double value) {
  constexpr double farthest = 20'000;  // readers may give up past 14,400 points, 200 inches
  if (!(std::abs(value) <= farthest))
    throw Error{Code::failed, fmt::format("cannot draw at {}: a page has no such place", value)};
  const auto hundredths = std::lround(value * 100);
  const auto size = std::labs(hundredths);
  if (hundredths < 0) out_ += '-';
  fmt::format_to(std::back_inserter(out_), "{}", size / 100);
  if (size % 100 != 0) {
    out_ += '.';
    out_ += static_cast<char>('0' + size % 100 / 10);
    if (size % 10 != 0) out_ += static_cast<char>('0' + size % 10);
  }
  out_ += ' ';
}

void Canvas::point(Point at) {
  number(at.x - origin_.x);
  number(origin_.y - at.y);
}

void Canvas::colour(Colour colour, const char* operation) {
  for (const std::uint8_t part : {colour.red, colour.green, colour.blue}) number(part / 255.0);
  out_ += operation;
}

void Canvas::use_fill(Colour wanted) {
  if (wanted == state_.fill) return;
  colour(wanted, "rg\n");
  state_.fill = wanted;
}

void Canvas::fill(const Rect& area, Colour colour) {
  use_fill(colour);
  point({area.x, area.bottom()});
  number(area.width);
  number(area.height);
  out_ += "re f\n";
}

void Canvas::fill(const std::vector<Point>& corners, Colour colour) {
  if (corners.size() < 3) return;
  use_fill(colour);
  for (std::size_t i = 0; i < corners.size(); ++i) {
    point(corners[i]);
    out_ += i == 0 ? "m " : "l ";
  }
  out_ += "h f\n";
}

// Bézier pieces of at most a quarter of a turn; 4/3 tan(angle/4) is the usual length of the handles.
void Canvas::arc(Point centre, double radius, double from, double to) {
  const int pieces = std::max(1, static_cast<int>(std::ceil(std::abs(to - from) * 4)));
  const double step = (to - from) / pieces;
  const double handle = 4.0 / 3 * std::tan(step * 2 * std::numbers::pi / 4);
  for (int i = 0; i < pieces; ++i) {
    const Point start = draw::on_circle(centre, radius, from + step * i);
    const Point end = draw::on_circle(centre, radius, from + step * (i + 1));
    point({start.x - handle * (start.y - centre.y), start.y + handle * (start.x - centre.x)});
    point({end.x + handle * (end.y - centre.y), end.y - handle * (end.x - centre.x)});
    point(end);
    out_ += "c ";
  }
}

void Canvas::disc(Point centre, double radius, Colour colour) {
  use_fill(colour);
  point(draw::on_circle(centre, radius, 0));
  out_ += "m ";
  arc(centre, radius, 0, 1);
  out_ += "h f\n";
}

void Canvas::sector(Point centre, double inner, double outer, double from, double to, Colour colour) {
  if (!std::isfinite(from) || !std::isfinite(to)) throw Error{Code::failed, "cannot draw a sector without angles"};
  use_fill(colour);
  point(draw::on_circle(centre, outer, from));
  out_ += "m ";
  arc(centre, outer, from, to);
  point(draw::on_circle(centre, inner, to));
  out_ += "l ";
  arc(centre, inner, to, from);
  out_ += "h f\n";
}

void Canvas::line(const std::vector<Point>& points, const Stroke& stroke) {
  if (points.size() < 2) return;
  colour(stroke.colour, "RG ");
  number(stroke.width);
  out_ += "w 1 j [";
  if (stroke.dash > 0) number(stroke.dash);
  out_ += "] 0 d ";
  for (std::size_t i = 0; i < points.size(); ++i) {
    point(points[i]);
    out_ += i == 0 ? "m " : "l ";
  }
  out_ += "S\n";
}

void Canvas::around(Point origin, const std::function<void()>& draw) {
  out_ += "q 1 0 0 1 ";
  point(origin);
  out_ += "cm\n";
  const State outer_state = state_;
  const Point outer_origin = std::exchange(origin_, origin);
  draw();
  origin_ = outer_origin;
  state_ = outer_state;  // as Q does for the reader
  out_ += "Q\n";
}

void Canvas::show(Font& font, std::u32string_view run, double size) {
  if (state_.font != &font || state_.size != size) {
    out_ += '/';
    out_ += font.resource();
    out_ += ' ';
    number(size);
    out_ += "Tf ";
    state_.size = size;
    state_.font = &font;
  }
  out_ += '(';
  for (const char byte : font.encode(run)) {
    if (byte == '(' || byte == ')' || byte == '\\') out_ += '\\';
    if (byte == '\r')
      out_ += "\\r";  // a bare one would be read as a line feed
    else
      out_ += byte;
  }
  out_ += ") Tj ";
}

void Canvas::text(Point at, std::u32string_view text, const Style& style, Align align) {
  if (text.empty()) return;
  Font& font = style.weight == Weight::bold ? *bold_ : *regular_;
  if (align == Align::centre) at.x -= font.width(text, style.size) / 2;
  if (align == Align::right) at.x -= font.width(text, style.size);
  use_fill(style.colour);
  out_ += "BT ";
  point(at);
  out_ += "Td ";
  const std::u32string seen = visual_order(text);
  for (std::size_t from = 0, to; from < seen.size(); from = to) {
    Font& drawing = font.drawing(seen[from]);
    for (to = from + 1; to < seen.size() && &font.drawing(seen[to]) == &drawing;) ++to;
    show(drawing, std::u32string_view(seen).substr(from, to - from), style.size);
  }
  out_ += "ET\n";
}

void Canvas::text(Point at, std::string_view utf8, const Style& style, Align align) {
  text(at, clean(utf8), style, align);
}

double Canvas::text(Point at, std::string_view utf8, const Style& style, Align align, double room) {
  const auto shown = shorten(font(style.weight), clean(utf8), style.size, room);
  text(at, shown, style, align);
  return width(shown, style);
}

void Canvas::picture(std::size_t number_of, const Rect& area) {
  out_ += "q ";
  number(area.width);
  out_ += "0 0 ";
  number(area.height);
  point({area.x, area.bottom()});
  fmt::format_to(std::back_inserter(out_), "cm /I{} Do Q\n", number_of);
}

void Canvas::begin_content(std::string_view type, int number_of) {
  before_content_ = out_.size();
  fmt::format_to(std::back_inserter(out_), "/{}<</MCID {}>>BDC\n", type, number_of);
  content_ = out_.size();
  in_content_ = true;
}

bool Canvas::end_content() {
  in_content_ = false;
  const bool any = out_.size() > content_;
  if (any) {
    out_ += "EMC\n";
  } else {
    out_.resize(before_content_);
  }
  return any;
}

void Canvas::decorate(const std::function<void()>& draw) {
  out_ += "/Artifact BMC\n";
  draw();
  out_ += "EMC\n";
}

double Canvas::width(std::u32string_view text, const Style& style) const {
  return font(style.weight).width(text, style.size);
}

double Canvas::width(std::string_view utf8, const Style& style) const {
  return width(clean(utf8), style);
}

}  // namespace mssp::pdf
