#include "report/figures.hpp"

#include <numeric>

namespace mssp::report {

std::int64_t SeverityCounts::total() const { return std::accumulate(counts.begin(), counts.end(), std::int64_t{0}); }

std::int64_t Figures::met() const {
  return std::accumulate(clocks.begin(), clocks.end(), std::int64_t{0},
                         [](std::int64_t sum, const sla::ClockRow& row) { return sum + row.met; });
}

std::int64_t Figures::decided() const {
  return std::accumulate(clocks.begin(), clocks.end(), std::int64_t{0},
                         [](std::int64_t sum, const sla::ClockRow& row) { return sum + row.met + row.missed; });
}

}  // namespace mssp::report
