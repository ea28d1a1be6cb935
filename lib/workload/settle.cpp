#include "workload/settle.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace mssp::workload {
namespace {

constexpr std::size_t most_work = 60'000'000;  // jobs looked at

void renumber(std::size_t machines, const Homes& homes, Assignment& assignment) {
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> shared;  // machine and home: jobs
  for (std::size_t job = 0; job < homes.size(); ++job) {
    if (homes[job]) ++shared[{assignment[job], *homes[job]}];
  }
  std::vector<std::tuple<std::size_t, std::size_t, std::size_t>> most;
  for (const auto& [pair, count] : shared) most.emplace_back(count, pair.first, pair.second);
  std::stable_sort(most.begin(), most.end(), [](const auto& a, const auto& b) { return std::get<0>(a) > std::get<0>(b); });
  std::vector<std::optional<std::size_t>> number(machines);
  std::vector<bool> given(machines, false);
  for (const auto& [count, machine, home] : most) {
    if (number[machine] || given[home]) continue;
    number[machine] = home;
    given[home] = true;
  }
  std::size_t free = 0;
  for (auto& each : number) {
    if (each) continue;
    while (given[free]) ++free;
    each = free++;
  }
  for (std::size_t& machine : assignment) machine = *number[machine];
}

class Return {
 public:
  Return(const std::vector<std::int64_t>& jobs, std::size_t machines, const Homes& homes, std::int64_t limit,
         Assignment& assignment)
      : jobs_(jobs), homes_(homes), limit_(limit), assignment_(assignment), load_(loads(jobs, machines, assignment)),
        strangers_(machines) {
    for (std::size_t job = 0; job < jobs.size(); ++job) {
      if (away(job)) strangers_[assignment[job]].push_back(job);
    }
  }

  void run() {
    for (bool again = true; again && work_ < most_work;) {
      again = false;
      for (std::size_t job = 0; job < jobs_.size(); ++job) {
        if (homes_[job] && away(job) && (alone(job) || in_exchange(job))) again = true;
      }
    }
  }

 private:
  bool away(std::size_t job) const { return !homes_[job] || *homes_[job] != assignment_[job]; }

  bool alone(std::size_t job) {
    if (load_[*homes_[job]] + jobs_[job] > limit_) return false;
    move(job, *homes_[job]);
    return true;
  }

  bool in_exchange(std::size_t job) {
    const std::size_t here = assignment_[job];
    const std::size_t home = *homes_[job];
    for (const std::size_t other : strangers_[home]) {
      ++work_;
      const std::int64_t more = jobs_[job] - jobs_[other];
      if (load_[home] + more > limit_ || load_[here] - more > limit_) continue;
      move(other, here);
      move(job, home);
      return true;
    }
    return false;
  }

  void move(std::size_t job, std::size_t to) {
    auto& from = strangers_[assignment_[job]];
    from.erase(std::find(from.begin(), from.end(), job));
    load_[assignment_[job]] -= jobs_[job];
    load_[to] += jobs_[job];
    assignment_[job] = to;
    if (away(job)) strangers_[to].push_back(job);
  }

  const std::vector<std::int64_t>& jobs_;
  const Homes& homes_;
  std::int64_t limit_;
  Assignment& assignment_;
  std::vector<std::int64_t> load_;
  std::vector<std::vector<std::size_t>> strangers_;  // by machine: the jobs that are not at home there
  std::size_t work_ = 0;
};

}  // namespace

std::size_t moves(const Homes& homes, const Assignment& assignment) {
  std::size_t count = 0;
  for (std::size_t job = 0; job < homes.size(); ++job) count += homes[job] && *homes[job] != assignment[job] ? 1 : 0;
  return count;
}

void settle(const std::vector<std::int64_t>& jobs, std::size_t machines, const Homes& homes, std::int64_t limit,
            Assignment& assignment) {
  if (std::none_of(homes.begin(), homes.end(), [](const auto& home) { return home.has_value(); })) return;
  renumber(machines, homes, assignment);
  Return(jobs, machines, homes, limit, assignment).run();
}

}  // namespace mssp::workload
