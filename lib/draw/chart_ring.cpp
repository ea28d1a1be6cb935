#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "draw/axis.hpp"
#include "draw/chart_kinds.hpp"
#include "draw/palette.hpp"

namespace mssp::draw {

Point on_circle(Point centre, double radius, double turn) {
  const double angle = turn * 2 * std::numbers::pi;
  return {centre.x + radius * std::sin(angle), centre.y - radius * std::cos(angle)};
}

void draw_donut(Surface& surface, const Rect& area, const Donut& chart) {
  constexpr double legend_step = 13;
  const double legend = legend_step * as_number((chart.slices.size() + 1) / 2) + 6;
  const double outer = std::min(area.width * 0.42, (area.height - legend) / 2 - 2);
  const Point centre{area.centre().x, area.y + outer + 2};
  std::int64_t total = 0;
  for (const Donut::Slice& slice : chart.slices) total += drawn_count(slice.count);

  double from = 0;
  for (const Donut::Slice& slice : chart.slices) {
    if (slice.count <= 0) continue;
    const double to = from + as_number(drawn_count(slice.count)) / as_number(total);
    surface.sector(centre, outer * 0.66, outer, from, to, colour(slice.tone));
    from = to;
  }
  if (total == 0) surface.sector(centre, outer * 0.66, outer, 0, 1, palette::rule);
  // White joints keep small neighbours apart.
  from = 0;
  for (const Donut::Slice& slice : chart.slices) {
    if (slice.count <= 0 || drawn_count(slice.count) == total) continue;
    from += as_number(drawn_count(slice.count)) / as_number(total);
    surface.line({on_circle(centre, outer * 0.65, from), on_circle(centre, outer * 1.01, from)}, {palette::white, 0.8});
  }

  Style number{outer * 0.4, palette::ink, Weight::bold};
  const std::string sum = std::to_string(total);
  number.size *= std::min(1.0, outer * 1.15 / surface.width(sum, number));
  surface.text({centre.x, centre.y + number.size * 0.22}, sum, number, Align::centre, unbounded);
  surface.text({centre.x, centre.y + number.size * 0.22 + 11}, chart.unit, {7.8, palette::muted}, Align::centre, outer);

  const double column = area.width / 2;
  for (std::size_t i = 0; i < chart.slices.size(); ++i) {
    const Donut::Slice& slice = chart.slices[i];
    const Point at{area.x + 4 + (i % 2 == 0 ? 0 : column), area.bottom() - legend + 14 + legend_step * as_number(i / 2)};
    draw_legend(surface, at, colour(slice.tone), fmt::format("{} {}", slice.label, slice.count), column - 4);
  }
}

}  // namespace mssp::draw
