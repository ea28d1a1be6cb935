// What charts are drawn on: a page of a PDF or an SVG picture. Whatever bytes a text holds, it comes out as one line.
#pragma once

#include <limits>
#include <string_view>
#include <vector>

#include "draw/geometry.hpp"

namespace mssp::draw {

enum class Weight { regular, bold };
enum class Align { left, centre, right };

struct Style {
  double size = 9.5;
  Colour colour{};
  Weight weight = Weight::regular;
};

struct Stroke {
  Colour colour{};
  double width = 0.6;
  double dash = 0;  // length of dashes and gaps; 0 is an unbroken line
};

inline constexpr double unbounded = std::numeric_limits<double>::infinity();

// Numbers that are not finite, or far off any page, are refused with Code::failed instead of spoiling the file.
class Surface {
 public:
  Surface() = default;
  Surface(const Surface&) = default;
  Surface& operator=(const Surface&) = default;
  virtual ~Surface() = default;

  virtual void fill(const Rect& area, Colour colour) = 0;
  virtual void fill(const std::vector<Point>& corners, Colour colour) = 0;  // fewer than three corners draw nothing
  virtual void disc(Point centre, double radius, Colour colour) = 0;
  // A part of a ring, from one angle clockwise to another; angles are turns (0..1) from 12 o'clock.
  virtual void sector(Point centre, double inner, double outer, double from, double to, Colour colour) = 0;
  virtual void line(const std::vector<Point>& points, const Stroke& stroke) = 0;  // fewer than two draw nothing

  // One line; `at` is on its base line, at its left end, middle or right end. What is wider than `room` is cut and ends
  // in an ellipsis. Gives the width of what was drawn.
  virtual double text(Point at, std::string_view utf8, const Style& style, Align align, double room) = 0;
  virtual double width(std::string_view utf8, const Style& style) const = 0;
};

// The point of a circle at a turn (0..1) from 12 o'clock, clockwise.
Point on_circle(Point centre, double radius, double turn);

}  // namespace mssp::draw
