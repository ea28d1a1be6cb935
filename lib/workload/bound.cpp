#include "workload/bound.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

namespace mssp::workload {
namespace {

constexpr std::size_t most_work = 1'000'000;  // additions: a millisecond

// Of the `end` largest jobs, q = end / machines each fit everywhere and r are left over. If t machines hold more than q of
// them, they hold at least t q + r, and the fullest no less than the mean of the smallest such: the best case over t.
std::int64_t crowded(const std::vector<std::int64_t>& before, std::size_t end, std::size_t machines) {
  const std::size_t each = end / machines;
  const std::size_t over = end % machines;
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (std::size_t t = 1; t <= over; ++t) {
    least = std::min(least, divided_up(before[end] - before[end - (t * each + over)], static_cast<std::int64_t>(t)));
  }
  return least;
}

}  // namespace

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
  if (jobs.size() <= most_work / std::min(machines, most_work)) {
    for (std::size_t end = machines + 1; end <= jobs.size(); ++end) {
      if (end % machines != 0) bound = std::max(bound, crowded(before, end, machines));
    }
  }
  return bound;
}

}  // namespace mssp::workload
