#include "draw/svg.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <iterator>

#include "base/error.hpp"
#include "base/text.hpp"
#include "draw/palette.hpp"

namespace mssp::draw {
namespace {

// Advances of Noto Sans Regular from U+0020 on, in hundredths of the size, rounded up.
constexpr std::array<int, 95> advances{
    26, 27, 41, 65, 58, 83, 74, 23, 30, 30, 55, 58, 27, 33, 27, 38, 58, 58, 58, 58, 58, 58, 58, 58, 58, 58, 27, 27,
    58, 58, 58, 44, 90, 64, 65, 64, 73, 56, 52, 73, 75, 34, 28, 62, 53, 91, 76, 79, 61, 79, 63, 55, 56, 74, 60, 93,
    59, 57, 58, 33, 38, 33, 58, 45, 29, 57, 62, 48, 62, 57, 35, 62, 62, 26, 26, 54, 26, 94, 62, 61, 62, 62, 42, 48,
    37, 62, 51, 79, 53, 51, 48, 39, 56, 39, 58};

// The length of the UTF-8 sequence that a byte begins.
std::size_t sequence(unsigned char first) { return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4; }

double advance(unsigned char first) {
  if (first < 0x20 || first == 0x7f) return 0;
  if (first < 0x80) return advances[first - 0x20U] / 100.0;
  return sequence(first) == 2 ? 0.62 : 1.0;  // Latin, Greek, Cyrillic; then what is mostly wide
}

std::string variable(Colour colour) {
  for (const auto& [known, name] : {std::pair{palette::ink, "ink"}, {palette::muted, "muted"}, {palette::rule, "rule"},
                                    {palette::ground, "ground"}, {palette::white, "paper"}, {palette::mist, "mist"},
                                    {palette::teal, "teal"}, {palette::red, "red"}}) {
    if (colour == known) return fmt::format("var(--{})", name);
  }
  return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
}

std::string element(double width, double height, const std::string& title, const std::string& content) {
  const std::string name = title.empty() ? "aria-hidden=\"true\"" : "role=\"img\" aria-label=\"" + escaped(title) + "\"";
  return fmt::format("<svg viewBox=\"0 0 {:.0f} {:.0f}\" {}>{}</svg>", width, height, name, content);
}

}  // namespace

void Svg::number(double value) {
  constexpr double farthest = 20'000;
  if (!(std::abs(value) <= farthest)) throw Error{Code::failed, fmt::format("cannot draw at {}: a picture has no such place", value)};
  fmt::format_to(std::back_inserter(out_), "{:.4g}", std::round(value * 10) / 10 + 0.0);
}

void Svg::point(Point at) {
  number(at.x);
  out_ += ' ';
  number(at.y);
}

void Svg::attribute(std::string_view name, double value) {
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  number(value);
  out_ += '"';
}

void Svg::paint(Colour colour, std::string_view property) { out_ += fmt::format(" style=\"{}:{}\"/>", property, variable(colour)); }

void Svg::fill(const Rect& area, Colour colour) {
  out_ += "<rect";
  attribute("x", area.x);
  attribute("y", area.y);
  attribute("width", area.width);
  attribute("height", area.height);
  paint(colour);
}

void Svg::fill(const std::vector<Point>& corners, Colour colour) {
  if (corners.size() < 3) return;
  out_ += "<path d=\"";
  for (std::size_t i = 0; i < corners.size(); ++i) {
    out_ += i == 0 ? 'M' : 'L';
    point(corners[i]);
  }
  out_ += "Z\"";
  paint(colour);
}

void Svg::disc(Point centre, double radius, Colour colour) {
  out_ += "<circle";
  attribute("cx", centre.x);
  attribute("cy", centre.y);
  attribute("r", radius);
  paint(colour);
}

void Svg::sector(Point centre, double inner, double outer, double from, double to, Colour colour) {
  if (!std::isfinite(from) || !std::isfinite(to)) throw Error{Code::failed, "cannot draw a sector without angles"};
  // Pieces below half a turn: an arc of SVG cannot be a whole circle.
  const int pieces = std::max(1, static_cast<int>(std::ceil(std::abs(to - from) * 3)));
  const double step = (to - from) / pieces;
  const auto arc = [&](double radius, double begin, double by, int sweep) {
    for (int i = 1; i <= pieces; ++i) {
      out_ += 'A';
      point({radius, radius});
      out_ += fmt::format(" 0 0 {} ", sweep);
      point(on_circle(centre, radius, begin + by * i));
    }
  };
  out_ += "<path d=\"M";
  point(on_circle(centre, outer, from));
  arc(outer, from, step, 1);
  out_ += 'L';
  point(on_circle(centre, inner, to));
  arc(inner, to, -step, 0);
  out_ += "Z\"";
  paint(colour);
}

void Svg::line(const std::vector<Point>& points, const Stroke& stroke) {
  if (points.size() < 2) return;
  out_ += "<path d=\"";
  for (std::size_t i = 0; i < points.size(); ++i) {
    out_ += i == 0 ? 'M' : 'L';
    point(points[i]);
  }
  out_ += "\" fill=\"none\" stroke-linejoin=\"round\"";
  attribute("stroke-width", stroke.width);
  if (stroke.dash > 0) attribute("stroke-dasharray", stroke.dash);
  paint(stroke.colour, "stroke");
}

double Svg::text(Point at, std::string_view utf8, const Style& style, Align align, double room) {
  std::string shown = printable(utf8);
  double used = width(shown, style);
  if (used > room) {
    double kept = style.size;  // for the ellipsis
    std::size_t end = 0;
    for (std::size_t length = 0; end < shown.size(); end += length) {
      const auto first = static_cast<unsigned char>(shown[end]);
      length = sequence(first);
      kept += advance(first) * style.size;
      if (kept > room) break;
    }
    shown = shown.substr(0, end) + "…";
    used = std::min(kept, room);
  }
  out_ += "<text";
  attribute("x", at.x);
  attribute("y", at.y);
  attribute("font-size", style.size);
  if (style.weight == Weight::bold) out_ += " font-weight=\"700\"";
  if (align != Align::left) out_ += align == Align::right ? " text-anchor=\"end\"" : " text-anchor=\"middle\"";
  out_ += fmt::format(" style=\"fill:{}\">{}</text>", variable(style.colour), escaped(shown));
  return used;
}

double Svg::width(std::string_view utf8, const Style& style) const {
  double sum = 0;
  for (std::size_t i = 0; i < utf8.size(); i += sequence(static_cast<unsigned char>(utf8[i]))) {
    sum += advance(static_cast<unsigned char>(utf8[i]));
  }
  return sum * style.size * (style.weight == Weight::bold ? 1.06 : 1);
}

std::string svg(const Chart& chart, double width, const std::string& title) {
  Svg surface;
  const double high = height(chart);
  draw(surface, {0, 0, width, high}, chart);
  return element(width, high, title, surface.elements());
}

std::string sparkline_svg(const std::vector<std::optional<std::int64_t>>& values, Colour colour) {
  Svg surface;
  draw_sparkline(surface, {3, 3, 94, 18}, values, colour);
  return element(100, 24, "", surface.elements());
}

std::string escaped(std::string_view utf8) {
  std::string out;
  for (const char c : printable(utf8)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace mssp::draw
