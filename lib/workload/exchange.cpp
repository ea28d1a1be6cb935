#include "workload/exchange.hpp"

#include <algorithm>
#include <numeric>

namespace mssp::workload {
namespace {

constexpr std::size_t most_work = 60'000'000;  // bundles looked at: about a second
constexpr std::size_t most_paired = 64;        // jobs on a machine up to which pairs are tried: their number is squared
constexpr std::size_t none = static_cast<std::size_t>(-1);

// No, one or two jobs of a machine.
struct Bundle {
  std::int64_t weight = 0;
  std::size_t first = none;
  std::size_t second = none;
};

struct Exchange {
  std::int64_t gain = 0;  // by how much the fuller of the two machines becomes lower
  std::size_t machine = none;
  Bundle gives;
  Bundle takes;
};

class Search {
 public:
  Search(const std::vector<std::int64_t>& jobs, std::size_t machines, Assignment& assignment)
      : jobs_(jobs), assignment_(assignment), load_(loads(jobs, machines, assignment)), held_(machines), order_(machines) {
    for (std::size_t job = 0; job < jobs.size(); ++job) held_[assignment[job]].push_back(job);
    std::iota(order_.begin(), order_.end(), std::size_t{0});
  }

  void run(std::int64_t target) {
    while (work_ < most_work) {
      const auto fullest = static_cast<std::size_t>(std::max_element(load_.begin(), load_.end()) - load_.begin());
      if (load_[fullest] <= target) return;
      Exchange best = best_exchange(fullest, false);
      if (best.gain == 0) best = best_exchange(fullest, true);
      if (best.gain == 0) return;
      hand_over(best.gives, fullest, best.machine);
      hand_over(best.takes, best.machine, fullest);
    }
  }

 private:
  std::vector<Bundle> bundles(std::size_t machine, bool pairs, bool or_nothing) {
    const auto& held = held_[machine];
    std::vector<Bundle> all;
    if (or_nothing) all.emplace_back();
    for (const std::size_t job : held) all.push_back({jobs_[job], job, none});
    if (pairs && held.size() <= most_paired) {
      for (std::size_t i = 0; i < held.size(); ++i) {
        for (std::size_t k = i + 1; k < held.size(); ++k) {
          all.push_back({jobs_[held[i]] + jobs_[held[k]], held[i], held[k]});
        }
      }
    }
    std::stable_sort(all.begin(), all.end(), [](const Bundle& a, const Bundle& b) { return a.weight < b.weight; });
    work_ += all.size();
    return all;
  }

  // Giving x and taking y moves x - y; half the difference of the loads is the ideal.
  static void match(const std::vector<Bundle>& giving, const std::vector<Bundle>& taking, std::int64_t difference,
                    std::size_t machine, Exchange& best) {
    std::size_t next = 0;
    for (const Bundle& x : giving) {
      while (next < taking.size() && taking[next].weight < x.weight - difference / 2) ++next;
      for (std::size_t k = next == 0 ? 0 : next - 1; k <= next && k < taking.size(); ++k) {
        const std::int64_t moved = x.weight - taking[k].weight;
        const std::int64_t gain = std::min(moved, difference - moved);
        if (gain > best.gain) best = {gain, machine, x, taking[k]};
      }
    }
  }

  Exchange best_exchange(std::size_t fullest, bool pairs) {
    work_ += 16 * order_.size();  // sorting costs more than looking
    std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
      return load_[a] != load_[b] ? load_[a] < load_[b] : a < b;
    });
    const auto giving = bundles(fullest, pairs, false);
    Exchange best;
    for (const std::size_t machine : order_) {
      const std::int64_t difference = load_[fullest] - load_[machine];
      if (machine == fullest || difference / 2 <= best.gain || work_ >= most_work) break;
      work_ += giving.size();
      match(giving, bundles(machine, pairs, true), difference, machine, best);
    }
    return best;
  }

  void hand_over(const Bundle& bundle, std::size_t from, std::size_t to) {
    for (const std::size_t job : {bundle.first, bundle.second}) {
      if (job == none) continue;
      held_[from].erase(std::find(held_[from].begin(), held_[from].end(), job));
      held_[to].push_back(job);
      assignment_[job] = to;
    }
    load_[from] -= bundle.weight;
    load_[to] += bundle.weight;
  }

  const std::vector<std::int64_t>& jobs_;
  Assignment& assignment_;
  std::vector<std::int64_t> load_;
  std::vector<std::vector<std::size_t>> held_;
  std::vector<std::size_t> order_;
  std::size_t work_ = 0;
};

}  // namespace

void exchange(const std::vector<std::int64_t>& jobs, std::size_t machines, std::int64_t target, Assignment& assignment) {
  if (!jobs.empty()) Search(jobs, machines, assignment).run(target);
}

}  // namespace mssp::workload
