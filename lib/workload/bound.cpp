#include "workload/bound.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace mssp::workload {

std::int64_t lower_bound(std::vector<std::int64_t> jobs, std::size_t machines) {
  if (jobs.empty()) return 0;
  std::sort(jobs.begin(), jobs.end(), std::greater<>());
  std::vector<std::int64_t> before(jobs.size() + 1, 0);
  std::partial_sum(jobs.begin(), jobs.end(), before.begin() + 1);
  std::int64_t bound = std::max(jobs.front(), divided_up(before.back(), static_cast<std::int64_t>(machines)));
  for (std::size_t k = 1; machines <= (jobs.size() - 1) / k; ++k) {
    const std::size_t end = k * machines + 1;
    bound = std::max(bound, before[end] - before[end - (k + 1)]);
  }
  return bound;
}

}  // namespace mssp::workload
