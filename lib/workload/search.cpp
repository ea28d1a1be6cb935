#include "workload/search.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace mssp::workload {
namespace {

constexpr std::int64_t most_nodes = 100'000;
constexpr std::size_t most_duties = 1000;  // the recursion is as deep

class Search {
 public:
  explicit Search(Board& best) : best_(best), board_(best) {
    for (std::size_t duty = 0; duty < board_.situation().duties.size(); ++duty) {
      if (board_.holder(duty)) order_.push_back(duty);
    }
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::size_t a, std::size_t b) { return board_.duty(a).weight > board_.duty(b).weight; });
    for (const std::size_t duty : order_) board_.give(duty, std::nullopt);
  }

  void lower(std::size_t most, std::int64_t least) {
    lowering_ = true;
    least_ = least;
    most_ = most;
    limit_ = best_.highest() - least - 1;
    run();
  }

  void fewer(std::int64_t limit) {
    limit_ = limit;
    if (best_.changed() == 0) return;
    most_ = best_.changed() - 1;
    run();
  }

 private:
  void run() {
    if (order_.size() <= most_duties) place(0);
  }

  // True when the search is over.
  bool place(std::size_t position) {
    if (nodes_-- <= 0) return true;
    if (board_.changed() > most_) return false;
    if (position == order_.size()) return found();
    const std::size_t duty = order_[position];
    std::vector<std::pair<std::int64_t, std::size_t>> people;
    for (std::size_t person = 0; person < board_.situation().people.size(); ++person) {
      const std::int64_t reached = board_.utilisation(person, board_.duty(duty).weight);
      if (reached > limit_ || !board_.may(duty, person)) continue;
      const bool first = !lowering_ && board_.duty(duty).person == person;
      people.emplace_back(first ? -1 : reached, person);
    }
    std::sort(people.begin(), people.end());
    for (const auto& [reached, person] : people) {
      if (reached > limit_) break;  // it may have been lowered meanwhile
      board_.give(duty, person);
      const bool over = place(position + 1);
      board_.give(duty, std::nullopt);
      if (over) return true;
    }
    return false;
  }

  bool found() {
    best_ = board_;
    if (lowering_) {
      limit_ = board_.highest() - least_ - 1;
      return limit_ < 0;
    }
    if (board_.changed() == 0) return true;
    most_ = board_.changed() - 1;
    return false;
  }

  Board& best_;
  Board board_;
  std::vector<std::size_t> order_;
  bool lowering_ = false;
  std::int64_t least_ = 0;
  std::int64_t limit_ = 0;
  std::size_t most_ = 0;
  std::int64_t nodes_ = most_nodes;
};

}  // namespace

void search_lower(Board& board, std::size_t most, std::int64_t least) { Search(board).lower(most, least); }

void search_fewer(Board& board, std::int64_t limit) { Search(board).fewer(limit); }

}  // namespace mssp::workload
