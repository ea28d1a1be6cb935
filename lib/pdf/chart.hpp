// Charts: rings of parts, lines over months with a target, columns side by side, bars against a limit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pdf/canvas.hpp"

namespace mssp::pdf {

struct Slice {
  std::string label;
  std::int64_t count = 0;  // drawn as 0 when below, as 10^15 when above
  Colour colour{};
};

// A ring with the total in its middle and a legend of every slice, also the empty ones, below. `area` is at least
// 120 wide; the ring takes what the legend leaves.
void draw_donut(Canvas& canvas, const Rect& area, const std::vector<Slice>& slices, const std::string& unit);

struct LineChart {
  std::vector<std::string> labels;            // one for each point, oldest first
  std::vector<std::optional<double>> values;  // a gap where there is no figure
  std::optional<double> target{};
  double highest = 100;  // no axis ends above it
  std::string unit;      // after each number: " %"
};

// A line over a filled area, a dashed target, an axis whose round steps enclose every value. Values and target must be
// finite (Code::failed). `last_text` is written at the last point.
void draw_line_chart(Canvas& canvas, const Rect& area, const LineChart& chart, const std::string& last_text);

struct ColumnChart {
  std::vector<std::string> labels;
  struct Series {
    std::string name;
    Colour colour{};
    std::vector<std::int64_t> counts;  // one for each label, at least 0
  };
  std::vector<Series> series;
};
void draw_columns(Canvas& canvas, const Rect& area, const ColumnChart& chart);

// A bar of which `share` (cut to 0..1; must be finite) is filled.
void draw_bar(Canvas& canvas, const Rect& area, double share, Colour colour);

// Round numbers that enclose a range: {lowest, step, count of steps}, at most 6 steps of 1, 2 or 5 times a power of
// ten. Nothing is above `ceiling` or below `floor` unless the values are.
struct Axis {
  double low;
  double step;
  int steps;
  double high() const { return low + step * steps; }
};
Axis axis_for(double lowest, double highest, double floor, double ceiling);

}  // namespace mssp::pdf
