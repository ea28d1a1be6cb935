#include "workload/improve.hpp"

#include <algorithm>
#include <numeric>

namespace mssp::workload {
namespace {

// Who may have the duty and is least utilised with it; the first of equals.
std::optional<std::size_t> best_for(const Board& board, std::size_t duty) {
  std::optional<std::size_t> best;
  std::int64_t least = 0;
  for (std::size_t person = 0; person < board.situation().people.size(); ++person) {
    if (!board.may(duty, person)) continue;
    const std::int64_t reached = board.utilisation(person, board.duty(duty).weight);
    if (best && reached >= least) continue;
    best = person;
    least = reached;
  }
  return best;
}

void promote(Board& board, std::size_t primary) {
  for (const std::size_t backup : board.of_tenant(board.duty(primary).tenant)) {
    const auto person = board.holder(backup);
    if (backup == primary || !person || !board.may(primary, *person, backup)) continue;
    board.give(backup, std::nullopt);
    board.give(primary, person);
    return;
  }
}

bool back_alone(Board& board, std::size_t duty, std::int64_t limit) {
  const std::size_t home = *board.duty(duty).person;
  if (!board.may(duty, home) || board.utilisation(home, board.duty(duty).weight) > limit) return false;
  board.give(duty, home);
  return true;
}

// Somebody else's duty leaves its place, to where this one comes from, if it is not at home either.
bool back_in_exchange(Board& board, std::size_t duty, std::int64_t limit) {
  const std::size_t home = *board.duty(duty).person;
  const auto here = board.holder(duty);
  if (!here || !board.available(home)) return false;
  const std::int64_t weight = board.duty(duty).weight;
  for (const std::size_t other : board.held(home)) {
    const std::int64_t more = weight - board.duty(other).weight;
    if (board.duty(other).person == home || !board.may(duty, home, other) || !board.may(other, *here, duty)) continue;
    if (board.utilisation(home, more) > limit || board.utilisation(*here, -more) > limit) continue;
    board.give(other, std::nullopt);
    board.give(duty, home);
    board.give(other, here);
    return true;
  }
  return false;
}

}  // namespace

void fill(Board& board, const Allowed& allowed) {
  std::vector<std::size_t> idle(board.situation().duties.size());
  std::iota(idle.begin(), idle.end(), std::size_t{0});
  std::stable_sort(idle.begin(), idle.end(), [&](std::size_t a, std::size_t b) {
    const Duty& left = board.duty(a);
    const Duty& right = board.duty(b);
    return left.role != right.role ? left.role == staff::Role::primary : left.weight > right.weight;
  });
  for (const std::size_t duty : idle) {
    if (board.holder(duty) || !allowed.covers(board.duty(duty))) continue;
    if (board.changed() >= allowed.moves) return;
    if (const auto person = best_for(board, duty)) {
      board.give(duty, person);
    } else if (board.duty(duty).role == staff::Role::primary) {
      promote(board, duty);
    }
  }
}

void distribute(Board& board, const Allowed& allowed) {
  const std::size_t duties = board.situation().duties.size();
  for (std::size_t duty = 0; duty < duties; ++duty) {
    if (allowed.covers(board.duty(duty))) board.give(duty, std::nullopt);
  }
  fill(board, {duties, allowed.role});
}

void take_back(Board& board, std::int64_t limit) {
  for (bool again = true; again;) {
    again = false;
    for (std::size_t duty = 0; duty < board.situation().duties.size(); ++duty) {
      const auto& home = board.duty(duty).person;
      if (!home || board.holder(duty) == home || !board.holder(duty)) continue;
      if (back_alone(board, duty, limit) || back_in_exchange(board, duty, limit)) again = true;
    }
  }
}

}  // namespace mssp::workload
