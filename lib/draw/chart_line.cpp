#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "draw/axis.hpp"
#include "draw/chart_kinds.hpp"
#include "draw/palette.hpp"

namespace mssp::draw {
namespace {

constexpr double whole = 100;  // percent; no axis ends above it

double percent(std::int64_t thousandths) { return as_number(thousandths) / 1000; }

Axis axis_of(const Line& chart) {
  double low = chart.target ? percent(*chart.target) : 1e15;
  double high = chart.target ? percent(*chart.target) : -1e15;
  for (const auto& value : chart.values) {
    if (!value) continue;
    low = std::min(low, percent(*value));
    high = std::max(high, percent(*value));
  }
  if (low > high) low = 0, high = whole;
  const double margin = (high - low) * 0.15;  // room for the text at the last point
  return axis_for(std::max(low - margin, std::min(low, 0.0)), std::min(high + margin, std::max(high, whole)), 0, whole);
}

using Run = std::vector<Point>;

// Unbroken stretches of a line: it ends where a value is missing.
template <class Place>
std::vector<Run> runs_of(const std::vector<std::optional<std::int64_t>>& values, Place place) {
  std::vector<Run> runs;
  bool joined = false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i]) {
      if (!joined) runs.emplace_back();
      runs.back().push_back(place(i, *values[i]));
    }
    joined = values[i].has_value();
  }
  return runs;
}

void draw_latest(Surface& surface, const Rect& plot, const Run& run, const std::string& text) {
  const Point last = run.back();
  const Style style{8, palette::teal, Weight::bold};
  constexpr double room = 90;
  const double x = std::clamp(last.x + 12, plot.x + std::min(room, surface.width(text, style)), plot.right());
  // Off the line: below a point to which it falls, above any other.
  const bool falls = run.size() > 1 && run[run.size() - 2].y < last.y;
  const bool room_below = last.y + 14 < plot.bottom();
  surface.text({x, falls && room_below ? last.y + 13 : last.y - 6.5}, text, style, Align::right, room);
}

}  // namespace

void draw_line(Surface& surface, const Rect& area, const Line& chart) {
  require_as_many(chart.values.size(), chart.labels.size());
  const Axis axis = axis_of(chart);
  const Rect plot{area.x + 30, area.y + 22, area.width - 30, area.height - 40};
  draw_legend(surface, {plot.x, area.y + 9}, palette::teal, chart.title, plot.width);
  const double step = slot(plot, chart.values.size());
  const auto runs = runs_of(chart.values, [&](std::size_t i, std::int64_t value) {
    return Point{plot.x + step * (as_number(i) + 0.5), height_at(plot, axis, percent(value))};
  });
  for (const Run& run : runs) {
    Run filled = run;
    filled.push_back({run.back().x, plot.bottom()});
    filled.push_back({run.front().x, plot.bottom()});
    if (run.size() > 1) surface.fill(filled, palette::mist);
  }
  draw_grid(surface, plot, axis, " %");
  draw_labels(surface, plot, chart.labels);
  if (chart.target) {
    const double y = height_at(plot, axis, percent(*chart.target));
    surface.line({{plot.x, y}, {plot.right(), y}}, {palette::red, 0.7, 3.5});
    // At the end at which the line is farther away.
    const auto distance = [&](auto from, auto to) {
      double least = plot.height;
      for (auto value = from; value != to; ++value) least = *value ? std::min(least, std::abs(height_at(plot, axis, percent(**value)) - y + 4)) : least;
      return least;
    };
    const auto third = static_cast<std::ptrdiff_t>(chart.values.size() / 3);
    const bool left = distance(chart.values.begin(), chart.values.begin() + third) >= distance(chart.values.end() - third, chart.values.end());
    surface.text({left ? plot.x + 3 : plot.right() - 2, y - 3.5}, fmt::format("target {:.6g} %", percent(*chart.target)), {7.2, palette::red},
                 left ? Align::left : Align::right, unbounded);
  }
  for (const Run& run : runs) {
    surface.line(run, {palette::teal, 1.7});
    for (const Point& at : run) surface.disc(at, 2.1, palette::teal);
  }
  if (!runs.empty()) draw_latest(surface, plot, runs.back(), chart.latest);
}

void draw_sparkline(Surface& surface, const Rect& area, const std::vector<std::optional<std::int64_t>>& values,
                    Colour colour) {
  std::optional<std::int64_t> low;
  std::optional<std::int64_t> high;
  for (const auto& value : values) {
    if (!value) continue;
    low = low ? std::min(*low, *value) : *value;
    high = high ? std::max(*high, *value) : *value;
  }
  constexpr std::ptrdiff_t least = 3;  // of fewer points a line tells nothing
  if (std::count_if(values.begin(), values.end(), [](const auto& value) { return value.has_value(); }) < least) return;
  const double range = std::max(as_number(*high) - as_number(*low), 1.0);
  const double step = area.width / std::max(as_number(values.size()) - 1, 1.0);
  const auto runs = runs_of(values, [&](std::size_t i, std::int64_t value) {
    return Point{area.x + step * as_number(i), area.bottom() - (as_number(value) - as_number(*low)) / range * area.height};
  });
  for (const Run& run : runs) surface.line(run, {colour, 1.1});
  if (values.back()) surface.disc(runs.back().back(), 1.5, colour);
}

}  // namespace mssp::draw
