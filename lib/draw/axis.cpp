#include "draw/axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "draw/palette.hpp"

namespace mssp::draw {
namespace {

const Style label_style{7.4, palette::muted};

// The number at a step of the axis, short enough for its margin: "75", "0.5", "20k", "4M".
std::string tick(const Axis& axis, int step) {
  const double value = axis.low + axis.step * step;
  for (const auto& [unit, suffix] : {std::pair{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}})
    if (axis.high() >= 10 * unit && value != 0) return fmt::format("{:.4g}{}", value / unit, suffix);
  return fmt::format("{:.{}f}", value, axis.step >= 1 ? 0 : axis.step >= 0.1 ? 1 : 2);
}

}  // namespace

Axis axis_for(double lowest, double highest, double floor, double ceiling) {
  constexpr double greatest = 1e15;  // past it the steps of a double are whole numbers and more
  if (!(std::abs(lowest) <= greatest && std::abs(highest) <= greatest))
    throw Error{Code::failed, "cannot draw a chart of numbers that are not finite"};
  if (highest - lowest < 1e-9) {
    lowest -= 1;
    highest = highest <= ceiling ? std::min(highest + 1, ceiling) : highest + 1;
  }
  lowest = std::max(lowest, std::min(floor, lowest));
  const double magnitude = std::pow(10, std::floor(std::log10((highest - lowest) / 5)));
  for (const double factor : {1.0, 2.0, 5.0, 10.0, 20.0}) {
    const double step = magnitude * factor;
    Axis axis{std::floor(lowest / step) * step, step, 0};
    if (axis.low < floor && lowest >= floor) axis.low = floor;
    axis.steps = std::max(1, static_cast<int>(std::ceil((highest - axis.low) / step - 1e-9)));
    if (axis.high() > ceiling && highest <= ceiling) {
      axis.steps = std::max(1, static_cast<int>(std::ceil((ceiling - axis.low) / step - 1e-9)));
      axis.low = ceiling - step * axis.steps;
    }
    if (axis.steps <= 6) return axis;
  }
  return {lowest, (highest - lowest) / 4, 4};
}

double slot(const Rect& plot, std::size_t count) {
  return plot.width / static_cast<double>(std::max<std::size_t>(count, 1));
}

double height_at(const Rect& plot, const Axis& axis, double value) {
  return plot.bottom() - (value - axis.low) / (axis.high() - axis.low) * plot.height;
}

void draw_grid(Surface& surface, const Rect& plot, const Axis& axis, const std::string& unit) {
  for (int step = 0; step <= axis.steps; ++step) {
    const double y = height_at(plot, axis, axis.low + axis.step * step);
    surface.line({{plot.x, y}, {plot.right(), y}}, {palette::rule, 0.5});
    surface.text({plot.x - 5, y + 2.6}, tick(axis, step) + unit, label_style, Align::right, unbounded);
  }
}

// Labels that would run into each other are left out evenly, always keeping the last.
void draw_labels(Surface& surface, const Rect& plot, const std::vector<std::string>& labels) {
  double widest = 0;
  for (const std::string& label : labels) widest = std::max(widest, surface.width(label, label_style));
  const double step = slot(plot, labels.size());
  const double room = std::max(step, 46.0);
  const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil((std::min(widest, room) + 4) / step)));
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if ((labels.size() - 1 - i) % every != 0) continue;
    const double half = std::min(room, surface.width(labels[i], label_style)) / 2;
    const double x = std::clamp(plot.x + step * (static_cast<double>(i) + 0.5), plot.x + half, plot.right() - half);
    surface.text({x, plot.bottom() + 11}, labels[i], label_style, Align::centre, room);
  }
}

double draw_legend(Surface& surface, Point at, Colour colour, const std::string& text, double room) {
  const Style style{8.2, palette::ink};
  surface.fill(Rect{at.x, at.y - 6.8, 7.4, 7.4}, colour);
  return 11.5 + surface.text({at.x + 11.5, at.y}, text, style, Align::left, room - 11.5);
}

}  // namespace mssp::draw
