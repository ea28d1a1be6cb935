#include "workload/solve.hpp"

#include <algorithm>

#include "workload/bound.hpp"
#include "workload/exchange.hpp"
#include "workload/fewest.hpp"
#include "workload/pack.hpp"

namespace mssp::workload {
namespace {

constexpr std::int64_t most_nodes = 60'000'000;           // a few seconds
constexpr std::int64_t most_nodes_a_question = 20'000'000;

struct Best {
  std::int64_t makespan;
  std::int64_t proved;  // nothing below is possible
  Assignment assignment;
};

// Halves the gap between what is proved and what is found. A question that stays open is passed over upwards, so the
// answer gets better even where its proof is out of reach.
void close_gap(const std::vector<std::int64_t>& jobs, std::size_t machines, Best& best) {
  std::int64_t nodes = most_nodes;
  bool without_gap = true;  // every question so far was answered
  for (std::int64_t low = best.proved; low < best.makespan && nodes > 0;) {
    // The bound itself is the likeliest answer; then the middle.
    const std::int64_t capacity = low == best.proved && without_gap && nodes == most_nodes
                                      ? low
                                      : low + (best.makespan - 1 - low) / 2;
    std::int64_t share = std::min(nodes, most_nodes_a_question);
    const std::int64_t before = share;
    Assignment found;
    const Fits answer = pack(jobs, machines, capacity, share, found);
    nodes -= std::max<std::int64_t>(before - share, 1);
    if (answer == Fits::yes) {
      best.makespan = makespan(jobs, machines, found);
      best.assignment = std::move(found);
    } else {
      low = capacity + 1;
      // Too small a capacity stays too small for all below it, whatever was left open there.
      if (answer == Fits::no) best.proved = low;
      without_gap = without_gap && answer == Fits::no;
    }
  }
}

Best best_of(const std::vector<std::int64_t>& jobs, std::size_t machines, std::int64_t bound) {
  Assignment simple = largest_first(jobs, machines);
  const std::int64_t simple_makespan = makespan(jobs, machines, simple);
  Best best{simple_makespan, bound, simple};
  const auto consider = [&](Assignment assignment) {
    exchange(jobs, machines, bound, assignment);
    const std::int64_t reached = makespan(jobs, machines, assignment);
    if (reached < best.makespan) best = {reached, bound, std::move(assignment)};
  };
  if (best.makespan > bound) consider(simple);
  if (best.makespan > bound) consider(multifit(jobs, machines, bound, simple_makespan, std::move(simple)));
  if (best.makespan > bound) close_gap(jobs, machines, best);
  return best;
}

// The same makespan beginning from what is, for it may need fewer moves.
void begin_at_home(const Instance& instance, Best& best) {
  settle(instance.jobs, instance.machines, instance.current, best.makespan, best.assignment);
  Assignment home = largest_first(instance.jobs, instance.machines, instance.current);
  exchange(instance.jobs, instance.machines, best.makespan, home);
  if (makespan(instance.jobs, instance.machines, home) <= best.makespan) {
    settle(instance.jobs, instance.machines, instance.current, best.makespan, home);
    if (moves(instance.current, home) < moves(instance.current, best.assignment)) best.assignment = std::move(home);
  }
  search_fewest_moves(instance.jobs, instance.machines, instance.current, best.makespan, best.assignment);
}

}  // namespace

Schedule solve(const Instance& instance) {
  Schedule schedule;
  if (instance.jobs.empty()) {
    schedule.optimal = true;
    return schedule;
  }
  // More machines than jobs stay empty, wherever they are.
  const std::size_t useful = std::min(instance.machines, instance.jobs.size());
  Best best = best_of(instance.jobs, useful, lower_bound(instance.jobs, instance.machines));
  const bool somebody_home =
      std::any_of(instance.current.begin(), instance.current.end(), [](const auto& home) { return home.has_value(); });
  if (somebody_home) begin_at_home(instance, best);
  schedule.makespan = makespan(instance.jobs, instance.machines, best.assignment);
  schedule.lower_bound = best.proved;
  schedule.optimal = schedule.makespan == best.proved;
  schedule.moves = moves(instance.current, best.assignment);
  schedule.assignment = std::move(best.assignment);
  return schedule;
}

}  // namespace mssp::workload
