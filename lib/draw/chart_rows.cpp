// Charts that are rows beneath each other: heat map, bullets, Gantt.
#include "draw/chart_kinds.hpp"
#include "draw/palette.hpp"

namespace mssp::draw {
namespace {

constexpr double head = 18;
const Style small{7.6, palette::muted};
const Style label{8.6, palette::ink};

Colour mixed(Colour from, Colour to, double share) {
  const auto part = [&](std::uint8_t a, std::uint8_t b) {
    return static_cast<std::uint8_t>(as_number(std::int64_t{a}) + (as_number(std::int64_t{b}) - as_number(std::int64_t{a})) * share + 0.5);
  };
  return {part(from.red, to.red), part(from.green, to.green), part(from.blue, to.blue)};
}

}  // namespace

void draw_heat_map(Surface& surface, const Rect& area, const HeatMap& chart) {
  constexpr double label_room = 90;
  constexpr double row_height = 20;
  std::int64_t most = 1;
  for (const HeatMap::Row& row : chart.rows) {
    require_as_many(row.counts.size(), chart.columns.size());
    for (const std::int64_t count : row.counts) most = std::max(most, drawn_count(count));
  }
  const double step = (area.width - label_room) / std::max(as_number(chart.columns.size()), 1.0);
  for (std::size_t i = 0; i < chart.columns.size(); ++i) {
    surface.text({area.x + label_room + step * (as_number(i) + 0.5), area.y + 11}, chart.columns[i], small, Align::centre, step - 4);
  }
  double y = area.y + head;
  for (const HeatMap::Row& row : chart.rows) {
    surface.text({area.x, y + 13}, row.label, label, Align::left, label_room - 8);
    for (std::size_t i = 0; i < row.counts.size(); ++i) {
      const std::int64_t count = drawn_count(row.counts[i]);
      const double share = as_number(count) / as_number(most);
      const Rect cell{area.x + label_room + step * as_number(i) + 1, y + 1, step - 2, row_height - 2};
      // Even a single one is told from none at a glance.
      surface.fill(cell, count == 0 ? palette::ground : mixed(palette::mist, palette::teal, 0.15 + 0.85 * share));
      const Colour ink = share > 0.5 ? palette::white : palette::deep;
      surface.text({cell.centre().x, y + 13}, std::to_string(row.counts[i]),
                   {8.6, count == 0 ? palette::muted : ink, share > 0.5 ? Weight::bold : Weight::regular}, Align::centre,
                   step - 4);
    }
    y += row_height;
  }
}

void draw_bullets(Surface& surface, const Rect& area, const Bullets& chart) {
  constexpr double row_height = 30;
  double y = area.y;
  for (const Bullets::Item& item : chart.items) {
    const Style figure{9, palette::ink, Weight::bold};
    const double used = surface.text({area.right(), y + 10}, item.figure, figure, Align::right, area.width * 0.45);
    surface.text({area.x, y + 10}, item.label, {9, palette::ink}, Align::left, area.width - used - 12);
    const Rect track{area.x, y + 15, area.width, 7};
    surface.fill(track, palette::rule);
    if (item.share) {
      const double filled = as_number(std::clamp<std::int64_t>(*item.share, 0, 100'000)) / 100'000 * track.width;
      if (filled > 0) surface.fill(Rect{track.x, track.y, filled, track.height}, colour(item.tone));
    }
    if (item.target) {
      const double x = track.x + as_number(std::clamp<std::int64_t>(*item.target, 0, 100'000)) / 100'000 * track.width;
      surface.line({{x, track.y - 2}, {x, track.bottom() + 2}}, {palette::ink, 1.4});
    }
    y += row_height;
  }
}

void draw_gantt(Surface& surface, const Rect& area, const Gantt& chart) {
  const double label_room = std::min(area.width * 0.42, 200.0);
  constexpr double row_height = 20;
  const double step = (area.width - label_room) / std::max(as_number(chart.columns.size()), 1.0);
  const double bottom = area.y + head + row_height * as_number(chart.tasks.size());
  for (std::size_t i = 0; i <= chart.columns.size(); ++i) {
    const double x = area.x + label_room + step * as_number(i);
    surface.line({{x, area.y + head - 4}, {x, bottom}}, {palette::rule, 0.5});
    if (i < chart.columns.size()) surface.text({x + step / 2, area.y + 10}, chart.columns[i], small, Align::centre, step - 4);
  }
  const auto longest = static_cast<std::int64_t>(chart.columns.size()) * 1000;
  double y = area.y + head;
  for (const Gantt::Task& task : chart.tasks) {
    surface.text({area.x, y + 13}, task.label, label, Align::left, label_room - 8);
    const double from = as_number(std::clamp<std::int64_t>(task.from, 0, longest)) / 1000 * step;
    const double to = as_number(std::clamp<std::int64_t>(task.to, 0, longest)) / 1000 * step;
    // A task of no length is still a mark.
    surface.fill(Rect{area.x + label_room + from, y + 5, std::max(to - from, 3.0), 10}, colour(task.tone));
    y += row_height;
  }
}

}  // namespace mssp::draw
