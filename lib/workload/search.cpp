#include "workload/search.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace mssp::workload {
namespace {

constexpr std::int64_t most_nodes = 50'000;
constexpr std::size_t most_duties = 1000;  // the recursion is as deep

class Search {
 public:
  Search(Board& best, const Allowed& allowed, std::int64_t goal, std::int64_t least)
      : best_(best), board_(best), most_(allowed.moves), goal_(goal), least_(least), limit_(best.highest() - least) {
    for (std::size_t duty = 0; duty < board_.situation().duties.size(); ++duty) {
      if (board_.holder(duty) && allowed.covers(board_.duty(duty))) order_.push_back(duty);
    }
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::size_t a, std::size_t b) { return board_.duty(a).weight > board_.duty(b).weight; });
    for (const std::size_t duty : order_) board_.give(duty, std::nullopt);
  }

  void run() {
    if (order_.size() <= most_duties && best_.highest() > goal_) place(0);
  }

 private:
  // True when the search is over.
  bool place(std::size_t position) {
    if (nodes_-- <= 0) return true;
    if (board_.changed() > most_) return false;
    if (position == order_.size()) return found();
    const std::size_t duty = order_[position];
    std::vector<std::pair<std::int64_t, std::size_t>> people;
    for (std::size_t person = 0; person < board_.situation().people.size(); ++person) {
      const std::int64_t reached = board_.utilisation(person, board_.duty(duty).weight);
      if (reached <= limit_ && board_.may(duty, person)) people.emplace_back(reached, person);
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
    limit_ = board_.highest() - least_;
    return board_.highest() <= goal_;
  }

  Board& best_;
  Board board_;
  std::vector<std::size_t> order_;
  std::size_t most_;
  std::int64_t goal_;
  std::int64_t least_;
  std::int64_t limit_;
  std::int64_t nodes_ = most_nodes;
};

}  // namespace

void search_lower(Board& board, const Allowed& allowed, std::int64_t goal, std::int64_t least) {
  Search(board, allowed, goal, least).run();
}

}  // namespace mssp::workload
