#include "workload/mend.hpp"

#include <algorithm>

namespace mssp::workload {
namespace {

class Mending {
 public:
  Mending(Board& board, const std::vector<std::size_t>& idle, const Allowed& allowed, std::int64_t limit, std::int64_t& nodes)
      : board_(board), idle_(idle), allowed_(allowed), nodes_(nodes), fixed_(board.situation().duties.size(), false),
        from_(board.situation().duties.size()) {
    for (std::size_t duty = 0; duty < from_.size(); ++duty) from_[duty] = board.holder(duty);
    const auto heavier = [&](std::size_t a, std::size_t b) {
      return weight(a) != weight(b) ? weight(a) > weight(b) : a < b;
    };
    std::sort(idle_.begin(), idle_.end(), heavier);
    for (std::size_t person = 0; person < board.situation().people.size(); ++person) {
      if (board.available(person)) people_.push_back(person);
      room_.push_back(board.available(person) ? board.room(person, limit) : 0);
    }
    for (const std::size_t person : people_) slack_ += room_[person];
    for (const std::size_t duty : idle_) slack_ -= weight(duty);
  }

  Mended run(std::size_t most_handed) {
    if (slack_ < 0) return Mended::no;
    const Board before = board_;
    for (std::size_t handed = idle_.size(); handed <= most_handed; ++handed) {
      budget_ = handed - idle_.size();
      budget_limited_ = false;
      const Mended answer = place();
      if (answer == Mended::yes) return answer;
      if (answer == Mended::unknown) board_ = before;
      if (answer == Mended::unknown || !budget_limited_) return answer;
    }
    return Mended::unknown;
  }

 private:
  std::int64_t weight(std::size_t duty) const { return board_.duty(duty).weight; }
  bool movable(std::size_t duty) const { return !fixed_[duty] && allowed_.covers(board_.duty(duty)); }

  // The fewest duties whose leaving brings the person under the limit; more than the budget when nothing does.
  std::size_t removals(std::size_t person) const {
    std::int64_t over = -room_[person];
    std::size_t count = 0;
    for (const std::size_t duty : board_.held(person)) {  // heaviest first
      if (over <= 0) break;
      if (!movable(duty)) continue;
      over -= weight(duty);
      ++count;
    }
    return over > 0 ? budget_ + 1 : count;
  }

  void give(std::size_t duty, std::optional<std::size_t> person) {
    if (const auto holder = board_.holder(duty)) room_[*holder] += weight(duty);
    if (person) room_[*person] -= weight(duty);
    board_.give(duty, person);
  }

  // Whether the budget can still do: for who holds too much, and for who holds less than all others' room can make up.
  bool hopeless() {
    std::size_t leaving = 0;
    std::size_t wanting = 0;
    for (const std::size_t person : people_) {
      if (room_[person] < 0) leaving += removals(person);
      if (room_[person] > slack_) ++wanting;
    }
    if (leaving <= budget_ && wanting <= budget_ + idle_.size()) return false;
    budget_limited_ = true;
    return true;
  }

  Mended place() {
    if (nodes_-- <= 0) return Mended::unknown;
    if (hopeless()) return Mended::no;
    if (idle_.empty()) return eject_somewhere();
    const std::size_t duty = idle_.front();
    idle_.erase(idle_.begin());
    struct Choice {
      std::int64_t left;
      std::size_t person;
    };
    std::vector<Choice> choices;
    for (const std::size_t person : people_) {
      if (from_[duty] == person || !board_.eligible(board_.duty(duty).tenant, person)) continue;
      choices.push_back({room_[person] - weight(duty), person});
    }
    // Those it fits first, most tightly; then those who have to give up least for it.
    std::sort(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) {
      if ((a.left >= 0) != (b.left >= 0)) return a.left >= 0;
      if (a.left != b.left) return a.left >= 0 ? a.left < b.left : a.left > b.left;
      return a.person < b.person;
    });
    Mended answer = Mended::no;
    for (const auto& [left, person] : choices) {
      answer = place_at(duty, person);
      if (answer != Mended::no) break;
    }
    if (answer != Mended::yes) idle_.insert(idle_.begin(), duty);
    return answer;
  }

  // Another duty of the tenant that the person holds has to leave for it.
  Mended place_at(std::size_t duty, std::size_t person) {
    std::optional<std::size_t> blocking;
    for (const std::size_t other : board_.of_tenant(board_.duty(duty).tenant)) {
      if (other != duty && board_.holder(other) == person) blocking = other;
    }
    if (blocking && !movable(*blocking)) return Mended::no;
    if (blocking && budget_ == 0) {
      budget_limited_ = true;
      return Mended::no;
    }
    if (blocking) begin_move(*blocking);
    give(duty, person);
    fixed_[duty] = true;
    const Mended answer = place();
    if (answer == Mended::yes) return answer;
    fixed_[duty] = false;
    give(duty, std::nullopt);
    if (blocking) end_move(*blocking, person);
    return answer;
  }

  void begin_move(std::size_t duty) {
    give(duty, std::nullopt);
    --budget_;
    const auto at = std::find_if(idle_.begin(), idle_.end(), [&](std::size_t each) { return weight(each) < weight(duty); });
    idle_.insert(at, duty);
  }
  void end_move(std::size_t duty, std::size_t person) {
    idle_.erase(std::find(idle_.begin(), idle_.end(), duty));
    ++budget_;
    give(duty, person);
  }

  // Takes a duty from who exceeds the limit most; each that was tried stays in what is tried after it.
  Mended eject_somewhere() {
    std::optional<std::size_t> fullest;
    for (const std::size_t person : people_) {
      if (room_[person] < 0 && (!fullest || room_[person] < room_[*fullest])) fullest = person;
    }
    if (!fullest) {
      if (board_.changed() <= allowed_.moves) return Mended::yes;
      budget_limited_ = true;
      return Mended::no;
    }
    const std::vector<std::size_t> held = board_.held(*fullest);
    std::vector<std::size_t> kept;
    Mended answer = Mended::no;
    for (const std::size_t duty : held) {
      if (!movable(duty)) continue;
      begin_move(duty);
      answer = place();
      if (answer == Mended::yes) return answer;
      end_move(duty, *fullest);
      if (answer == Mended::unknown) break;
      fixed_[duty] = true;
      kept.push_back(duty);
      if (removals(*fullest) > budget_) {
        budget_limited_ = true;
        break;
      }
    }
    for (const std::size_t duty : kept) fixed_[duty] = false;
    return answer;
  }

  Board& board_;
  std::vector<std::size_t> idle_;  // heaviest first
  const Allowed& allowed_;
  std::int64_t& nodes_;
  std::vector<bool> fixed_;  // has moved, or is kept in this branch
  std::vector<std::optional<std::size_t>> from_;  // who held each duty at the beginning
  std::vector<std::size_t> people_;
  std::vector<std::int64_t> room_;  // under the limit, by person
  std::int64_t slack_ = 0;          // room that is left when everything is placed
  std::size_t budget_ = 0;          // moves of duties that somebody holds
  bool budget_limited_ = false;     // a larger budget might find what this one did not
};

}  // namespace

Mended mend(Board& board, const std::vector<std::size_t>& idle, const Allowed& allowed, std::int64_t limit,
            std::size_t most_handed, std::int64_t& nodes) {
  return Mending(board, idle, allowed, limit, nodes).run(most_handed);
}

}  // namespace mssp::workload
