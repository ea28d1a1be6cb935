#include "pdf/chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "pdf/clean_text.hpp"
#include "pdf/palette.hpp"
#include "pdf/wrap.hpp"

namespace mssp::pdf {
namespace {

const Style label_style{7.4, palette::muted};

double slot(const Rect& plot, std::size_t count) {
  return plot.width / static_cast<double>(std::max<std::size_t>(count, 1));
}

double height_at(const Rect& plot, const Axis& axis, double value) {
  return plot.bottom() - (value - axis.low) / (axis.high() - axis.low) * plot.height;
}

// The number at a step of the axis, short enough for its margin: "75", "0.5", "20k", "4M".
std::string tick(const Axis& axis, int step) {
  const double value = axis.low + axis.step * step;
  for (const auto& [unit, suffix] : {std::pair{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}})
    if (axis.high() >= 10 * unit && value != 0) return fmt::format("{:.4g}{}", value / unit, suffix);
  return fmt::format("{:.{}f}", value, axis.step >= 1 ? 0 : axis.step >= 0.1 ? 1 : 2);
}

void draw_grid(Canvas& canvas, const Rect& plot, const Axis& axis, const std::string& unit) {
  for (int step = 0; step <= axis.steps; ++step) {
    const double y = height_at(plot, axis, axis.low + axis.step * step);
    canvas.line({{plot.x, y}, {plot.right(), y}}, {palette::rule, 0.5});
    canvas.text({plot.x - 5, y + 2.6}, tick(axis, step) + unit, label_style, Align::right);
  }
}

// Labels that would run into each other are left out evenly, always keeping the last.
void draw_labels(Canvas& canvas, const Rect& plot, const std::vector<std::string>& labels) {
  double widest = 0;
  for (const std::string& label : labels) widest = std::max(widest, canvas.width(label, label_style));
  const double step = slot(plot, labels.size());
  const double room = std::max(step, 46.0);
  const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil((std::min(widest, room) + 4) / step)));
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if ((labels.size() - 1 - i) % every != 0) continue;
    const auto text = shorten(canvas.font(Weight::regular), clean(labels[i]), label_style.size, room);
    const double half = canvas.width(text, label_style) / 2;
    const double x = std::clamp(plot.x + step * (static_cast<double>(i) + 0.5), plot.x + half, plot.right() - half);
    canvas.text({x, plot.bottom() + 11}, text, label_style, Align::centre);
  }
}

double legend_entry(Canvas& canvas, Point at, Colour colour, const std::string& text, double room) {
  const Style style{8.2, palette::ink};
  canvas.fill(Rect{at.x, at.y - 6.8, 7.4, 7.4}, colour);
  const auto shown = shorten(canvas.font(Weight::regular), clean(text), style.size, room - 11.5);
  canvas.text({at.x + 11.5, at.y}, shown, style);
  return 11.5 + canvas.width(shown, style);
}

constexpr std::int64_t greatest = 1'000'000'000'000'000;  // sums of it do not overflow
std::int64_t counted(const Slice& slice) {
  return std::clamp<std::int64_t>(slice.count, 0, greatest);
}

}  // namespace

void draw_donut(Canvas& canvas, const Rect& area, const std::vector<Slice>& slices, const std::string& unit) {
  constexpr double legend_step = 13;
  const double legend = legend_step * static_cast<double>((slices.size() + 1) / 2) + 6;
  const double outer = std::min(area.width * 0.42, (area.height - legend) / 2 - 2);
  const Point centre{area.centre().x, area.y + outer + 2};
  std::int64_t total = 0;
  for (const Slice& slice : slices) total += counted(slice);

  double from = 0;
  for (const Slice& slice : slices) {
    if (slice.count <= 0) continue;
    const double to = from + static_cast<double>(counted(slice)) / static_cast<double>(total);
    canvas.sector(centre, outer * 0.66, outer, from, to, slice.colour);
    from = to;
  }
  if (total == 0) canvas.sector(centre, outer * 0.66, outer, 0, 1, palette::rule);
  // White joints keep small neighbours apart.
  from = 0;
  for (const Slice& slice : slices) {
    if (slice.count <= 0 || counted(slice) == total) continue;
    from += static_cast<double>(counted(slice)) / static_cast<double>(total);
    const double angle = from * 6.283185307179586;
    const auto at = [&](double r) { return Point{centre.x + r * std::sin(angle), centre.y - r * std::cos(angle)}; };
    canvas.line({at(outer * 0.65), at(outer * 1.01)}, {palette::white, 0.8});
  }

  Style number{outer * 0.4, palette::ink, Weight::bold};
  const std::string sum = std::to_string(total);
  number.size *= std::min(1.0, outer * 1.15 / canvas.width(sum, number));
  canvas.text({centre.x, centre.y + number.size * 0.22}, sum, number, Align::centre);
  canvas.text({centre.x, centre.y + number.size * 0.22 + 11}, unit, {7.8, palette::muted}, Align::centre);

  const double column = area.width / 2;
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const Point at{area.x + 4 + (i % 2 == 0 ? 0 : column),
                   area.bottom() - legend + 14 + legend_step * static_cast<double>(i / 2)};
    legend_entry(canvas, at, slices[i].colour, fmt::format("{} {}", slices[i].label, slices[i].count), column - 4);
  }
}

void draw_line_chart(Canvas& canvas, const Rect& area, const LineChart& chart, const std::string& last_text) {
  if (chart.values.size() != chart.labels.size()) throw Error{Code::failed, "a chart needs one label for each value"};
  double low = chart.target.value_or(1e15);
  double high = chart.target.value_or(-1e15);
  for (const auto& value : chart.values) {
    if (!value) continue;
    if (!std::isfinite(*value)) throw Error{Code::failed, "cannot draw a chart of numbers that are not finite"};
    low = std::min(low, *value);
    high = std::max(high, *value);
  }
  if (low > high) low = 0, high = chart.highest;
  const double margin = (high - low) * 0.15;  // room for the text at the last point
  const Axis axis = axis_for(std::max(low - margin, std::min(low, 0.0)),
                             std::min(high + margin, std::max(high, chart.highest)), 0, chart.highest);

  const Rect plot{area.x + 30, area.y + 8, area.width - 30, area.height - 26};
  const double step = slot(plot, chart.values.size());
  std::vector<std::vector<Point>> runs;  // unbroken stretches of the line
  bool joined = false;
  for (std::size_t i = 0; i < chart.values.size(); ++i) {
    if (chart.values[i]) {
      if (!joined) runs.emplace_back();
      runs.back().push_back({plot.x + step * (static_cast<double>(i) + 0.5), height_at(plot, axis, *chart.values[i])});
    }
    joined = chart.values[i].has_value();
  }
  for (const auto& run : runs) {
    std::vector<Point> filled = run;
    filled.push_back({run.back().x, plot.bottom()});
    filled.push_back({run.front().x, plot.bottom()});
    if (run.size() > 1) canvas.fill(filled, palette::mist);
  }
  draw_grid(canvas, plot, axis, chart.unit);
  draw_labels(canvas, plot, chart.labels);
  if (chart.target) {
    const double y = height_at(plot, axis, *chart.target);
    canvas.line({{plot.x, y}, {plot.right(), y}}, {palette::red, 0.7, 3.5});
    canvas.text({plot.x + 3, y - 3.5}, fmt::format("target {:.6g}{}", *chart.target, chart.unit), {7.2, palette::red});
  }
  for (const auto& run : runs) {
    canvas.line(run, {palette::teal, 1.7});
    for (const Point& at : run) canvas.disc(at, 2.1, palette::teal);
  }
  if (!runs.empty()) {
    const Point last = runs.back().back();
    const Style style{8, palette::teal, Weight::bold};
    const auto text = shorten(canvas.font(style.weight), clean(last_text), style.size, 90);
    const double x = std::clamp(last.x + 12, plot.x + canvas.width(text, style), plot.right());
    // Off the line: below a point to which it falls, above any other.
    const bool falls = runs.back().size() > 1 && runs.back()[runs.back().size() - 2].y < last.y;
    const bool room_below = last.y + 14 < plot.bottom();
    canvas.text({x, falls && room_below ? last.y + 13 : last.y - 6.5}, text, style, Align::right);
  }
}

void draw_columns(Canvas& canvas, const Rect& area, const ColumnChart& chart) {
  std::int64_t most = 4;
  for (const auto& series : chart.series) {
    if (series.counts.size() != chart.labels.size())
      throw Error{Code::failed, "a chart needs one label for each value"};
    for (const std::int64_t count : series.counts) most = std::max(most, count);
  }
  const Axis axis = axis_for(0, static_cast<double>(most), 0, 1e15);
  const Rect plot{area.x + 30, area.y + 22, area.width - 30, area.height - 40};
  draw_grid(canvas, plot, axis, "");
  draw_labels(canvas, plot, chart.labels);

  double legend = plot.x;
  const double step = slot(plot, chart.labels.size());
  const double bar = std::min(16.0, step * 0.72 / static_cast<double>(std::max<std::size_t>(chart.series.size(), 1)));
  for (std::size_t s = 0; s < chart.series.size(); ++s) {
    const auto& series = chart.series[s];
    legend += legend_entry(canvas, {legend, area.y + 9}, series.colour, series.name, 150) + 16;
    for (std::size_t i = 0; i < series.counts.size(); ++i) {
      const double middle = plot.x + step * (static_cast<double>(i) + 0.5);
      const double x = middle + bar * (static_cast<double>(s) - static_cast<double>(chart.series.size()) / 2);
      const double top = height_at(plot, axis, static_cast<double>(std::max<std::int64_t>(series.counts[i], 0)));
      canvas.fill(Rect{x, top, bar - 0.8, plot.bottom() - top}, series.colour);
    }
  }
}

void draw_bar(Canvas& canvas, const Rect& area, double share, Colour colour) {
  if (!std::isfinite(share)) throw Error{Code::failed, "cannot draw a bar of no number"};
  canvas.fill(area, palette::rule);
  const double filled = std::clamp(share, 0.0, 1.0) * area.width;
  if (filled > 0) canvas.fill(Rect{area.x, area.y, filled, area.height}, colour);
}

}  // namespace mssp::pdf
