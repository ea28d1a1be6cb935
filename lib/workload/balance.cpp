#include "workload/balance.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

#include "base/parse.hpp"
#include "workload/bound.hpp"
#include "workload/repair.hpp"

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

std::string percent(std::int64_t utilisation) { return text(Percent{divided_up(utilisation, millionths) * 100}) + " %"; }

std::string reason(const Board& before, const Board& after, std::size_t duty) {
  const Duty& what = before.duty(duty);
  if (!after.holder(duty)) return "becomes primary";
  if (!what.person) return what.role == staff::Role::primary ? "no primary" : "no backup";
  const std::string& from = before.person(*what.person).handle;
  if (!before.available(*what.person)) return from + " is away";
  if (!before.holder(duty)) {
    const std::string skill = lacks(before.situation(), what.tenant, *what.person);
    return from + (skill.empty() ? " has a conflict of interest" : " lacks the skill " + skill);
  }
  const std::int64_t was = before.utilisation(*what.person);
  const std::int64_t is = after.utilisation(*what.person);
  if (is < was) return "relieves " + from + ": " + percent(was) + " to " + percent(is);
  return "makes room: " + from + " takes over other work";
}

// The situation in which a plan that leads to the board leaves everybody, as it would be read again: in the order of
// tenant, role and person.
struct Outcome {
  Situation situation;
  std::vector<std::size_t> duties;  // which of the duties of the board each is
};
Outcome outcome(const Board& board) {
  Outcome result{board.situation(), std::vector<std::size_t>(board.situation().duties.size())};
  std::iota(result.duties.begin(), result.duties.end(), std::size_t{0});
  const auto key = [&](std::size_t duty) {
    const auto person = board.holder(duty);
    return std::tuple(board.duty(duty).tenant, board.duty(duty).role, person.has_value(), person.value_or(0), duty);
  };
  std::sort(result.duties.begin(), result.duties.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  result.situation.duties.clear();
  for (const std::size_t duty : result.duties) {
    result.situation.duties.push_back(board.duty(duty));
    result.situation.duties.back().person = board.holder(duty);
  }
  return result;
}

// Repairs until a further repair moves nothing, so that who has carried a plan out finds nothing more to do.
Board settled(const Board& before, const Allowed& allowed) {
  constexpr int most_rounds = 20;  // each lowers the highest utilisation by the tolerance or more
  Board after = repaired(before, allowed);
  for (int round = 0; round < most_rounds; ++round) {
    const Outcome present = outcome(after);
    const Board again = repaired(Board(present.situation), allowed);
    if (again.changed() == 0) break;
    Board next = after;
    for (std::size_t i = 0; i < present.duties.size(); ++i) next.give(present.duties[i], std::nullopt);
    for (std::size_t i = 0; i < present.duties.size(); ++i) next.give(present.duties[i], again.holder(i));
    if (next.changed() > allowed.moves) break;
    after = std::move(next);
  }
  return after;
}

}  // namespace

Plan balance(const Situation& situation, const Limits& limits) {
  const Allowed allowed{limits.max_moves.value_or(situation.duties.size()), limits.role};
  const Board before(situation);
  const Board after = settled(before, allowed);
  Plan plan;
  plan.before = measure(before);
  plan.after = measure(after);
  plan.lower_bound = divided_up(least_possible(after), millionths);
  for (std::size_t duty = 0; duty < situation.duties.size(); ++duty) {
    const auto& from = situation.duties[duty].person;
    const auto to = after.holder(duty);
    const bool promoted = before.holder(duty) && !to;
    if (to != from && (to || promoted)) plan.moves.push_back({duty, from, to, reason(before, after, duty)});
    if (to || promoted) continue;
    bool anybody = false;
    for (std::size_t person = 0; person < situation.people.size(); ++person) anybody = anybody || after.may(duty, person);
    if (!allowed.covers(situation.duties[duty])) continue;
    if (anybody) {
      plan.cut = true;
    } else {
      plan.open.push_back(duty);
    }
  }
  return plan;
}

}  // namespace mssp::workload
