#include "workload/pack.hpp"

#include <numeric>

namespace mssp::workload {
namespace {

class Packing {
 public:
  Packing(const std::vector<std::int64_t>& jobs, std::int64_t capacity, std::int64_t& nodes, Assignment& assignment)
      : order_(by_size(jobs)), capacity_(capacity), nodes_(nodes), assignment_(assignment) {
    for (const std::size_t job : order_) size_.push_back(jobs[job]);
    end_ = size_.size();
    machine_of_.assign(end_, 0);
    // A ring of the jobs left, with end_ between the last and the first.
    for (std::size_t i = 0; i <= end_; ++i) {
      next_.push_back(i == end_ ? 0 : i + 1);
      previous_.push_back(i == 0 ? end_ : i - 1);
    }
  }

  Fits run(std::size_t machines) {
    const std::int64_t sum = std::accumulate(size_.begin(), size_.end(), std::int64_t{0});
    if (!size_.empty() && size_.front() > capacity_) return Fits::no;
    const auto count = static_cast<std::int64_t>(machines);
    // Compared by division: the product may not fit.
    if (sum / count > capacity_ || (sum / count == capacity_ && sum % count != 0)) return Fits::no;
    const Fits answer = fill(machines, end_, sum);
    if (answer == Fits::yes) {
      assignment_.assign(end_, 0);
      for (std::size_t i = 0; i < end_; ++i) assignment_[order_[i]] = machine_of_[i];
    }
    return answer;
  }

 private:
  struct Machine {
    std::size_t number;   // counts down; 0 is the last
    std::size_t left;     // jobs on no machine yet
    std::int64_t sum;     // of these
    std::int64_t spare;   // room on this and all later machines that may stay empty
    std::vector<std::int64_t> following;  // by position: the sum of the jobs left from there on
  };

  void take(std::size_t i, std::size_t machine) {
    next_[previous_[i]] = next_[i];
    previous_[next_[i]] = previous_[i];
    machine_of_[i] = machine;
  }
  void put_back(std::size_t i) {
    next_[previous_[i]] = i;
    previous_[next_[i]] = i;
  }

  // The jobs left, on `machines` empty machines.
  Fits fill(std::size_t machines, std::size_t left, std::int64_t sum) {
    if (left <= machines || (machines == 1 && sum <= capacity_)) {
      std::size_t machine = 0;
      for (std::size_t i = next_[end_]; i != end_; i = next_[i]) machine_of_[i] = machines == 1 ? 0 : machine++;
      return Fits::yes;
    }
    if (machines == 1) return Fits::no;
    const std::int64_t spare = static_cast<std::int64_t>(machines) * capacity_ - sum;
    Machine machine{machines - 1, left - 1, sum, spare, std::vector<std::int64_t>(end_ + 1, 0)};
    std::int64_t following = 0;
    for (std::size_t i = previous_[end_]; i != end_; i = previous_[i]) machine.following[i] = following += size_[i];
    const std::size_t largest = next_[end_];
    take(largest, machine.number);
    machine.sum -= size_[largest];
    const Fits answer = extend(machine, next_[largest], capacity_ - size_[largest]);
    if (answer != Fits::yes) put_back(largest);
    return answer;
  }

  // Adds jobs from position `from` on to a machine that has `room` left, or closes it.
  Fits extend(Machine& machine, std::size_t from, std::int64_t room) {
    if (nodes_-- <= 0) return Fits::unknown;
    for (std::size_t i = from; i != end_; i = next_[i]) {
      if (room - machine.following[i] > machine.spare) return Fits::no;  // not even all the rest would fill it
      if (size_[i] > room) continue;
      take(i, machine.number);
      --machine.left;
      machine.sum -= size_[i];
      const Fits answer = extend(machine, next_[i], room - size_[i]);
      if (answer != Fits::no) return answer;
      put_back(i);
      ++machine.left;
      machine.sum += size_[i];
      while (next_[i] != end_ && size_[next_[i]] == size_[i]) i = next_[i];  // an equal job changes nothing
    }
    const std::size_t smallest = previous_[end_];
    const bool another_fits = smallest != end_ && size_[smallest] <= room;
    if (room > machine.spare || another_fits) return Fits::no;
    return fill(machine.number, machine.left, machine.sum);
  }

  std::vector<std::size_t> order_;
  std::vector<std::int64_t> size_;  // descending
  std::int64_t capacity_;
  std::int64_t& nodes_;
  Assignment& assignment_;
  std::size_t end_ = 0;
  std::vector<std::size_t> next_;
  std::vector<std::size_t> previous_;
  std::vector<std::size_t> machine_of_;
};

}  // namespace

Fits pack(const std::vector<std::int64_t>& jobs, std::size_t machines, std::int64_t capacity, std::int64_t& nodes,
          Assignment& assignment) {
  if (jobs.size() > most_packed) return Fits::unknown;
  return Packing(jobs, capacity, nodes, assignment).run(machines);
}

}  // namespace mssp::workload
