#include "draw/axis.hpp"
#include "draw/chart_kinds.hpp"
#include "draw/palette.hpp"

namespace mssp::draw {
namespace {

std::int64_t highest(const Columns& chart) {
  std::int64_t most = 4;  // an axis of less than four steps of one looks empty
  for (std::size_t i = 0; i < chart.labels.size(); ++i) {
    std::int64_t stack = 0;
    for (const Columns::Series& series : chart.series) {
      stack = drawn_count(series.counts[i]) + (chart.stacked ? stack : 0);
      most = std::max(most, stack);
    }
  }
  return most;
}

}  // namespace

void draw_columns(Surface& surface, const Rect& area, const Columns& chart) {
  for (const Columns::Series& series : chart.series) require_as_many(series.counts.size(), chart.labels.size());
  const Axis axis = axis_for(0, as_number(highest(chart)), 0, 1e15);
  const Rect plot{area.x + 30, area.y + 22, area.width - 30, area.height - 40};
  draw_grid(surface, plot, axis, "");
  draw_labels(surface, plot, chart.labels);

  double legend = plot.x;
  const double step = slot(plot, chart.labels.size());
  const std::size_t side_by_side = chart.stacked ? 1 : std::max<std::size_t>(chart.series.size(), 1);
  const double bar = std::min(chart.stacked ? 26.0 : 16.0, step * 0.72 / as_number(side_by_side));
  std::vector<std::int64_t> below(chart.labels.size(), 0);
  for (std::size_t s = 0; s < chart.series.size(); ++s) {
    const auto& series = chart.series[s];
    legend += draw_legend(surface, {legend, area.y + 9}, colour(series.tone), series.name, 150) + 16;
    for (std::size_t i = 0; i < series.counts.size(); ++i) {
      const std::int64_t count = drawn_count(series.counts[i]);
      if (count == 0) continue;
      const double middle = plot.x + step * (as_number(i) + 0.5);
      const double x = middle + bar * ((chart.stacked ? 0 : as_number(s)) - as_number(side_by_side) / 2);
      const double base = height_at(plot, axis, as_number(below[i]));
      const double top = height_at(plot, axis, as_number(below[i] + count));
      surface.fill(Rect{x, top, bar - 0.8, base - top}, colour(series.tone));
      if (chart.stacked) below[i] += count;
    }
  }
}

void draw_bars(Surface& surface, const Rect& area, const Bars& chart) {
  std::int64_t most = 1;
  for (const Bars::Item& item : chart.items) most = std::max(most, drawn_count(item.count));
  const double label_room = std::min(area.width * 0.42, 190.0);
  const double number_room = 46;
  const double step = std::min(25.0, area.height / std::max(as_number(chart.items.size()), 1.0));
  double y = area.y + (area.height - step * as_number(chart.items.size())) / 2;
  for (const Bars::Item& item : chart.items) {
    const double base = y + step / 2 + 3;
    surface.text({area.x, base}, item.label, {8.6, palette::ink}, Align::left, label_room - 8);
    const Rect track{area.x + label_room, y + step / 2 - 5, area.width - label_room - number_room, 10};
    surface.fill(track, palette::rule);
    const double filled = track.width * as_number(drawn_count(item.count)) / as_number(most);
    if (filled > 0) surface.fill(Rect{track.x, track.y, filled, track.height}, colour(item.tone));
    surface.text({area.right(), base}, std::to_string(item.count), {8.6, palette::ink, Weight::bold}, Align::right,
                 number_room - 6);
    y += step;
  }
}

}  // namespace mssp::draw
