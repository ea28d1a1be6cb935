#include "workload/fewest.hpp"

#include "workload/settle.hpp"

namespace mssp::workload {
namespace {

constexpr std::int64_t most_nodes = 2'000'000;

class Fewest {
 public:
  Fewest(const std::vector<std::int64_t>& jobs, std::size_t machines, const Homes& homes, std::int64_t limit,
         Assignment& best)
      : jobs_(jobs), homes_(homes), order_(by_size(jobs)), room_(machines, limit), current_(best), best_(best),
        fewest_(moves(homes, best)) {}

  void run() { place(0, 0); }

 private:
  // True when the search is over.
  bool place(std::size_t position, std::size_t moved) {
    if (nodes_-- <= 0) return true;
    if (moved >= fewest_) return false;
    if (position == order_.size()) {
      best_ = current_;
      fewest_ = moved;
      return fewest_ == 0;
    }
    const std::size_t job = order_[position];
    const auto& home = homes_[job];
    if (home && put(job, *home, position, moved)) return true;
    if (home && moved + 1 >= fewest_) return false;
    for (std::size_t machine = 0; machine < room_.size(); ++machine) {
      if (home == machine) continue;
      if (put(job, machine, position, moved + (home ? 1 : 0))) return true;
    }
    return false;
  }

  bool put(std::size_t job, std::size_t machine, std::size_t position, std::size_t moved) {
    if (jobs_[job] > room_[machine]) return false;
    room_[machine] -= jobs_[job];
    current_[job] = machine;
    const bool over = place(position + 1, moved);
    room_[machine] += jobs_[job];
    return over;
  }

  const std::vector<std::int64_t>& jobs_;
  const Homes& homes_;
  std::vector<std::size_t> order_;
  std::vector<std::int64_t> room_;
  Assignment current_;
  Assignment& best_;
  std::size_t fewest_;
  std::int64_t nodes_ = most_nodes;
};

}  // namespace

void search_fewest_moves(const std::vector<std::int64_t>& jobs, std::size_t machines, const Homes& homes,
                         std::int64_t limit, Assignment& assignment) {
  if (jobs.size() <= most_searched) Fewest(jobs, machines, homes, limit, assignment).run();
}

}  // namespace mssp::workload
