// The axes of charts: round steps, grid and labels.
#pragma once

#include <string>
#include <vector>

#include "draw/surface.hpp"

namespace mssp::draw {

// Round numbers that enclose a range: at most 6 steps of 1, 2 or 5 times a power of ten. Nothing is above `ceiling` or
// below `floor` unless the values are. Code::failed for what is not finite.
struct Axis {
  double low;
  double step;
  int steps;
  double high() const { return low + step * steps; }
};
Axis axis_for(double lowest, double highest, double floor, double ceiling);

// The width of one of so many slots of a plot, and the height at which a value lies.
double slot(const Rect& plot, std::size_t count);
double height_at(const Rect& plot, const Axis& axis, double value);

void draw_grid(Surface& surface, const Rect& plot, const Axis& axis, const std::string& unit);
// Labels that would run into each other are left out evenly, always keeping the last.
void draw_labels(Surface& surface, const Rect& plot, const std::vector<std::string>& labels);
// A square of the colour and a text; gives its width.
double draw_legend(Surface& surface, Point at, Colour colour, const std::string& text, double room);

}  // namespace mssp::draw
