#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "pdf/chart.hpp"

namespace mssp::pdf {

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

}  // namespace mssp::pdf
