// One function for each kind of chart; draw() chooses between them.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/error.hpp"
#include "draw/chart.hpp"

namespace mssp::draw {

void draw_donut(Surface& surface, const Rect& area, const Donut& chart);
void draw_line(Surface& surface, const Rect& area, const Line& chart);
void draw_columns(Surface& surface, const Rect& area, const Columns& chart);
void draw_bars(Surface& surface, const Rect& area, const Bars& chart);
void draw_heat_map(Surface& surface, const Rect& area, const HeatMap& chart);
void draw_bullets(Surface& surface, const Rect& area, const Bullets& chart);
void draw_gantt(Surface& surface, const Rect& area, const Gantt& chart);

// A count as it is drawn: sums of as many as a chart holds do not overflow.
inline std::int64_t drawn_count(std::int64_t count) {
  constexpr std::int64_t greatest = 1'000'000'000'000'000;
  return std::clamp<std::int64_t>(count, 0, greatest);
}

inline void require_as_many(std::size_t values, std::size_t labels) {
  if (values != labels) throw Error{Code::failed, "a chart needs one label for each value"};
}

inline double as_number(std::int64_t value) { return static_cast<double>(value); }
inline double as_number(std::size_t value) { return static_cast<double>(value); }

}  // namespace mssp::draw
