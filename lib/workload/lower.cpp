#include <algorithm>
#include <array>

#include "workload/improve.hpp"

namespace mssp::workload {
namespace {

// Duties that change hands together, at most two.
struct Step {
  struct Hand {
    std::size_t duty = 0;
    std::size_t to = 0;
  };
  std::array<Hand, 2> hands{};
  std::size_t count = 0;
  std::int64_t reached = 0;  // the highest utilisation of the people concerned, but never less than the goal
  std::int64_t moves = 0;    // changed duties more than before
  std::int64_t waste = 0;    // weight moved beyond what was needed, and room left to little purpose
};

class Lowering {
 public:
  Lowering(Board& board, const Allowed& allowed, std::int64_t goal, std::int64_t least)
      : board_(board), allowed_(allowed), goal_(goal), least_(least) {}

  bool step() {
    from_ = board_.busiest();
    highest_ = board_.utilisation(from_);
    if (highest_ <= goal_) return false;
    best_ = {};
    excess_ = -board_.room(from_, goal_);
    takers_.clear();
    for (std::size_t person = 0; person < board_.situation().people.size(); ++person) {
      // Nobody who is as busy can relieve him.
      if (person == from_ || !board_.available(person) || board_.utilisation(person) >= highest_) continue;
      takers_.push_back({person, board_.room(person, goal_)});
    }
    for (const std::size_t duty : board_.held(from_)) {
      if (allowed_.covers(board_.duty(duty))) hand_over(duty);
    }
    if (best_.count == 0 || best_.reached > goal_) {
      for (const std::size_t duty : board_.held(from_)) {
        if (!allowed_.covers(board_.duty(duty))) continue;
        for (const Taker& taker : takers_) exchange(duty, taker);
        within_tenant(duty);
      }
    }
    if (best_.count == 0 || best_.reached > goal_) pass_on();
    if (best_.count == 0) return false;
    for (std::size_t i = 0; i < best_.count; ++i) board_.give(best_.hands[i].duty, std::nullopt);
    for (std::size_t i = 0; i < best_.count; ++i) board_.give(best_.hands[i].duty, best_.hands[i].to);
    return true;
  }

 private:
  struct Taker {
    std::size_t person = 0;
    std::int64_t room = 0;  // up to the goal
  };

  std::int64_t weight(std::size_t duty) const { return board_.duty(duty).weight; }
  std::int64_t more_moves(std::size_t duty, std::size_t to) const {
    const auto& home = board_.duty(duty).person;
    return (home == to ? 0 : 1) - (home == board_.holder(duty) ? 0 : 1);
  }

  void hand_over(std::size_t duty) {
    for (const Taker& taker : takers_) {
      Step step{.hands = {{{duty, taker.person}, {}}}, .count = 1};
      step.reached = std::max(board_.utilisation(from_, -weight(duty)), board_.utilisation(taker.person, weight(duty)));
      step.moves = more_moves(duty, taker.person);
      step.waste = std::max(weight(duty) - excess_, std::int64_t{0}) + std::max(taker.room - weight(duty), std::int64_t{0});
      if (better(step) && board_.may(duty, taker.person)) best_ = step;
    }
  }

  void exchange(std::size_t duty, const Taker& taker, std::size_t other) {
    const std::int64_t moved = weight(duty) - weight(other);
    if (moved <= 0 || !allowed_.covers(board_.duty(other))) return;
    Step step{.hands = {{{duty, taker.person}, {other, from_}}}, .count = 2};
    step.reached = std::max(board_.utilisation(from_, -moved), board_.utilisation(taker.person, moved));
    step.moves = more_moves(duty, taker.person) + more_moves(other, from_);
    step.waste = std::max(moved - excess_, std::int64_t{0}) + std::max(taker.room - moved, std::int64_t{0});
    if (better(step) && board_.may(duty, taker.person, other) && board_.may(other, from_, duty)) best_ = step;
  }

  // The taker's duties stand heaviest first: only those that leave about the excess with him are worth a look.
  void exchange(std::size_t duty, const Taker& taker) {
    const auto& held = board_.held(taker.person);
    const std::int64_t ideal = weight(duty) - std::max(std::min(excess_, std::max(taker.room, std::int64_t{1})), std::int64_t{1});
    const auto first = std::lower_bound(held.begin(), held.end(), ideal,
                                        [&](std::size_t each, std::int64_t value) { return weight(each) > value; });
    constexpr std::ptrdiff_t around = 3;
    const auto begin = first - std::min(around, first - held.begin());
    const auto end = first + std::min(around, held.end() - first);
    for (auto each = begin; each != end; ++each) exchange(duty, taker, *each);
  }

  // Two people change roles at a tenant.
  void within_tenant(std::size_t duty) {
    for (const std::size_t other : board_.of_tenant(board_.duty(duty).tenant)) {
      const auto person = board_.holder(other);
      if (!person || other == duty) continue;
      const auto taker = std::find_if(takers_.begin(), takers_.end(), [&](const Taker& each) { return each.person == *person; });
      if (taker != takers_.end()) exchange(duty, *taker, other);
    }
  }

  // A duty goes to somebody without room for it, who passes a lighter one on to the person with the most room.
  void pass_on() {
    if (takers_.size() < 2) return;
    const auto roomier = [](const Taker& a, const Taker& b) { return a.room < b.room; };
    for (const std::size_t duty : board_.held(from_)) {
      if (weight(duty) < excess_ || !allowed_.covers(board_.duty(duty))) continue;
      for (const Taker& middle : takers_) {
        const auto& held = board_.held(middle.person);
        const auto most = std::max_element(takers_.begin(), takers_.end(), [&](const Taker& a, const Taker& b) {
          return a.person == middle.person || (b.person != middle.person && roomier(a, b));
        });
        const std::int64_t needed = weight(duty) - middle.room;
        const auto lighter = std::lower_bound(held.rbegin(), held.rend(), needed,
                                              [&](std::size_t each, std::int64_t value) { return weight(each) < value; });
        if (lighter == held.rend() || most->person == middle.person || weight(*lighter) > most->room) continue;
        Step step{.hands = {{{duty, middle.person}, {*lighter, most->person}}}, .count = 2};
        step.reached = std::max({board_.utilisation(from_, -weight(duty)), board_.utilisation(most->person, weight(*lighter)),
                                 board_.utilisation(middle.person, weight(duty) - weight(*lighter))});
        step.moves = more_moves(duty, middle.person) + more_moves(*lighter, most->person);
        step.waste = weight(duty) - excess_;
        if (!allowed_.covers(board_.duty(*lighter)) || !better(step)) continue;
        if (board_.may(duty, middle.person, *lighter) && board_.may(*lighter, most->person)) best_ = step;
      }
    }
  }

  bool better(Step& step) const {
    step.reached = std::max(step.reached, goal_);
    if (highest_ - step.reached < least_) return false;
    if (static_cast<std::int64_t>(board_.changed()) + step.moves > static_cast<std::int64_t>(allowed_.moves)) return false;
    if (best_.count == 0) return true;
    const bool enough = step.reached == goal_;
    if (enough != (best_.reached == goal_)) return enough;
    if (!enough) {
      // What a step gains for each move; one that undoes a move is like one that costs half a move.
      const auto cost = [](const Step& of) { return std::max<std::int64_t>(2 * of.moves, 1); };
      const std::int64_t mine = (highest_ - step.reached) * cost(best_);
      const std::int64_t theirs = (highest_ - best_.reached) * cost(step);
      if (mine != theirs) return mine > theirs;
    }
    if (step.moves != best_.moves) return step.moves < best_.moves;
    return step.waste < best_.waste;
  }

  Board& board_;
  const Allowed& allowed_;
  std::int64_t goal_;
  std::int64_t least_;
  std::size_t from_ = 0;
  std::int64_t highest_ = 0;
  std::int64_t excess_ = 0;
  std::vector<Taker> takers_;
  Step best_;
};

}  // namespace

void lower(Board& board, const Allowed& allowed, std::int64_t goal, std::int64_t least) {
  Lowering lowering(board, allowed, goal, least);
  // Each step levels two people; where many are equal, small gains could go on for long.
  std::size_t steps = 4 * board.situation().duties.size() + 1'000;
  while (steps-- > 0 && lowering.step()) {
  }
}

}  // namespace mssp::workload
