#include "workload/construct.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <queue>
#include <utility>

namespace mssp::workload {
namespace {

// Finds the first machine with enough room in logarithmic time: a tree whose nodes hold the most room below them.
class FirstFit {
 public:
  FirstFit(std::size_t machines, std::int64_t capacity) {
    while (leaves_ < machines) leaves_ *= 2;
    room_.assign(2 * leaves_, -1);
    std::fill_n(room_.begin() + static_cast<std::ptrdiff_t>(leaves_), machines, capacity);
    for (std::size_t node = leaves_ - 1; node > 0; --node) room_[node] = std::max(room_[2 * node], room_[2 * node + 1]);
  }

  std::optional<std::size_t> place(std::int64_t job) {
    if (room_[1] < job) return std::nullopt;
    std::size_t node = 1;
    while (node < leaves_) node = room_[2 * node] >= job ? 2 * node : 2 * node + 1;
    const std::size_t machine = node - leaves_;
    room_[node] -= job;
    for (node /= 2; node > 0; node /= 2) room_[node] = std::max(room_[2 * node], room_[2 * node + 1]);
    return machine;
  }

 private:
  std::size_t leaves_ = 1;
  std::vector<std::int64_t> room_;
};

std::optional<Assignment> first_fit(const std::vector<std::int64_t>& jobs, const std::vector<std::size_t>& order,
                                    std::size_t machines, std::int64_t capacity) {
  FirstFit fit(machines, capacity);
  Assignment assignment(jobs.size());
  for (const std::size_t job : order) {
    const auto machine = fit.place(jobs[job]);
    if (!machine) return std::nullopt;
    assignment[job] = *machine;
  }
  return assignment;
}

}  // namespace

std::vector<std::size_t> by_size(const std::vector<std::int64_t>& jobs) {
  std::vector<std::size_t> order(jobs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return jobs[a] > jobs[b]; });
  return order;
}

std::vector<std::int64_t> loads(const std::vector<std::int64_t>& jobs, std::size_t machines,
                                const Assignment& assignment) {
  std::vector<std::int64_t> load(machines, 0);
  for (std::size_t job = 0; job < jobs.size(); ++job) load[assignment[job]] += jobs[job];
  return load;
}

std::int64_t makespan(const std::vector<std::int64_t>& jobs, std::size_t machines, const Assignment& assignment) {
  const auto load = loads(jobs, machines, assignment);
  return *std::max_element(load.begin(), load.end());
}

Assignment largest_first(const std::vector<std::int64_t>& jobs, std::size_t machines, const Homes& homes) {
  using Filled = std::pair<std::int64_t, std::size_t>;  // load, machine
  std::vector<std::int64_t> load(machines, 0);
  Assignment assignment(jobs.size());
  for (std::size_t job = 0; job < homes.size(); ++job) {
    if (!homes[job]) continue;
    assignment[job] = *homes[job];
    load[*homes[job]] += jobs[job];
  }
  std::priority_queue<Filled, std::vector<Filled>, std::greater<>> emptiest;
  for (std::size_t machine = 0; machine < machines; ++machine) emptiest.emplace(load[machine], machine);
  for (const std::size_t job : by_size(jobs)) {
    if (!homes.empty() && homes[job]) continue;
    const auto [filled, machine] = emptiest.top();
    emptiest.pop();
    assignment[job] = machine;
    emptiest.emplace(filled + jobs[job], machine);
  }
  return assignment;
}

Assignment multifit(const std::vector<std::int64_t>& jobs, std::size_t machines, std::int64_t low, std::int64_t high,
                    Assignment otherwise) {
  constexpr int halvings = 30;
  const auto order = by_size(jobs);
  for (int i = 0; i < halvings && low < high; ++i) {
    const std::int64_t capacity = low + (high - low) / 2;
    if (auto found = first_fit(jobs, order, machines, capacity)) {
      otherwise = std::move(*found);
      high = capacity;
    } else {
      low = capacity + 1;
    }
  }
  return otherwise;
}

}  // namespace mssp::workload
