// Order statistics of durations, by the nearest rank: the smallest value that at least so many of a hundred do not exceed.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "base/instant.hpp"

namespace mssp::report {

// Empty without values. `hundredths` is 1..100; 50 is the median, 100 the worst.
inline std::optional<Seconds> quantile(std::vector<Seconds> values, std::size_t hundredths) {
  if (values.empty()) return std::nullopt;
  const std::size_t rank = (values.size() * hundredths + 99) / 100;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank - 1);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

// Floored; empty without values.
inline std::optional<Seconds> mean(const std::vector<Seconds>& values) {
  if (values.empty()) return std::nullopt;
  Seconds sum{};
  for (const Seconds value : values) sum += value;
  return sum / static_cast<std::int64_t>(values.size());
}

}  // namespace mssp::report
