#include "workload/balance.hpp"

#include <algorithm>
#include <limits>

#include "base/parse.hpp"
#include "workload/bound.hpp"
#include "workload/improve.hpp"
#include "workload/search.hpp"

namespace mssp::workload {
namespace {

constexpr std::int64_t millionths = 1'000;  // of a thousandth

Measure measure(const Board& board) {
  std::int64_t highest = 0;
  std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
  for (std::size_t person = 0; person < board.situation().people.size(); ++person) {
    if (!board.available(person)) continue;
    const std::int64_t here = divided_up(board.utilisation(person), millionths);
    highest = std::max(highest, here);
    lowest = std::min(lowest, here);
  }
  return {highest, highest - std::min(lowest, highest)};
}

// Of the mean utilisation, and of equal people each with the capacity of the strongest.
std::int64_t bound(const Board& board) {
  const Situation& situation = board.situation();
  std::int64_t capacity = 0;
  std::int64_t largest = 0;
  std::size_t people = 0;
  for (const Person& person : situation.people) {
    capacity += person.capacity;
    largest = std::max(largest, person.capacity);
    people += person.capacity > 0 ? 1 : 0;
  }
  std::vector<std::int64_t> weights;
  std::int64_t sum = 0;
  for (std::size_t duty = 0; duty < situation.duties.size(); ++duty) {
    if (!board.holder(duty)) continue;
    weights.push_back(situation.duties[duty].weight);
    sum += weights.back();
  }
  constexpr std::int64_t whole = 1'000;
  const auto thousandths = [](std::int64_t load, std::int64_t of) {
    return load / of * whole + divided_up(load % of * whole, of);
  };
  return std::max(thousandths(sum, capacity), thousandths(lower_bound(std::move(weights), people), largest));
}

std::string percent(std::int64_t utilisation) { return text(Percent{divided_up(utilisation, millionths) * 100}) + " %"; }

std::string reason(const Board& before, const Board& after, std::size_t duty) {
  const Duty& what = before.duty(duty);
  if (!after.holder(duty)) return "becomes primary";
  if (!what.person) return what.role == staff::Role::primary ? "no primary" : "no backup";
  const std::string& from = before.person(*what.person).handle;
  if (!before.available(*what.person)) return from + " is away";
  if (!before.holder(duty)) return from + " has a conflict of interest";
  const std::int64_t was = before.utilisation(*what.person);
  const std::int64_t is = after.utilisation(*what.person);
  if (is < was) return "relieves " + from + ": " + percent(was) + " to " + percent(is);
  return "makes room: " + from + " takes over other work";
}

// The moves that a better board would take must be worth it, and allowed in number; no duty may fall idle for it.
bool preferable(const Board& candidate, const Board& present, std::size_t most) {
  for (std::size_t duty = 0; duty < present.situation().duties.size(); ++duty) {
    if (present.holder(duty) && !candidate.holder(duty)) return false;
  }
  return candidate.changed() <= most && candidate.highest() + tolerance * millionths < present.highest();
}

}  // namespace

Plan balance(const Situation& situation, const std::optional<std::size_t>& max_moves) {
  const std::size_t most = max_moves.value_or(std::numeric_limits<std::size_t>::max());
  const std::int64_t worth = tolerance * millionths;
  const Board before(situation);
  Board covered = before;
  fill(covered, most);
  const auto improved = [&](Board board) {
    lower(board, most, worth);
    take_back(board, board.highest() + worth);
    return board;
  };
  Board after = covered;
  if (Board near = improved(covered); preferable(near, after, most)) after = std::move(near);
  Board anew = covered;
  distribute(anew);
  if (Board fresh = improved(std::move(anew)); preferable(fresh, after, most)) after = std::move(fresh);
  search_lower(after, most, worth);
  if (after.changed() > covered.changed()) search_fewer(after, after.highest());

  Plan plan;
  plan.before = measure(before);
  plan.after = measure(after);
  plan.lower_bound = bound(after);
  for (std::size_t duty = 0; duty < situation.duties.size(); ++duty) {
    const auto& from = situation.duties[duty].person;
    const auto to = after.holder(duty);
    const bool promoted = before.holder(duty) && !to;
    if (to != from && (to || promoted)) plan.moves.push_back({duty, from, to, reason(before, after, duty)});
    if (to || promoted) continue;
    bool anybody = false;
    for (std::size_t person = 0; person < situation.people.size(); ++person) anybody = anybody || after.may(duty, person);
    if (anybody) {
      plan.cut = true;
    } else {
      plan.open.push_back(duty);
    }
  }
  return plan;
}

}  // namespace mssp::workload
