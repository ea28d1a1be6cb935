#include "workload/repair.hpp"

#include <algorithm>
#include <vector>

#include "workload/bound.hpp"
#include "workload/fraction.hpp"
#include "workload/mend.hpp"
#include "workload/search.hpp"

namespace mssp::workload {
namespace {

constexpr std::int64_t thousandth = 1'000;         // of millionths: what a plan shows
constexpr std::int64_t nodes_for_level = 100'000;   // each limit that is tried
constexpr std::int64_t nodes_for_moves = 1'000'000;  // the fewest moves under the limit found

std::int64_t shown(std::int64_t utilisation) { return divided_up(utilisation, thousandth) * thousandth; }

std::vector<std::size_t> held_duties(const Board& board) {
  std::vector<std::size_t> duties;
  for (std::size_t duty = 0; duty < board.situation().duties.size(); ++duty) {
    if (board.holder(duty)) duties.push_back(duty);
  }
  return duties;
}

Board levelled(Board board, const Allowed& allowed, std::int64_t goal, std::int64_t least) {
  lower(board, allowed, goal, least);
  take_back(board, std::max(goal, board.highest()));
  return board;
}

// No duty may fall idle for a lower utilisation.
bool covers(const Board& candidate, const Board& present) {
  for (std::size_t duty = 0; duty < present.situation().duties.size(); ++duty) {
    if (present.holder(duty) && !candidate.holder(duty)) return false;
  }
  return true;
}

bool take_if_better(Board candidate, const Allowed& allowed, Board& best) {
  if (candidate.changed() > allowed.moves || !covers(candidate, best)) return false;
  const auto key = [](const Board& board) { return std::pair(shown(board.highest()), board.changed()); };
  if (key(candidate) >= key(best)) return false;
  best = std::move(candidate);
  return true;
}

Board anew(Board board, const Allowed& allowed, std::int64_t goal, std::int64_t least) {
  distribute(board, allowed);
  return levelled(std::move(board), {board.situation().duties.size(), allowed.role}, goal, least);
}

// The board as it is now, but for backups that have become primaries; and the duties that lie idle there.
struct Start {
  Board board;
  std::vector<std::size_t> idle;
};
Start start_of(const Board& before, const Board& covered) {
  Start start{before, {}};
  for (std::size_t duty = 0; duty < before.situation().duties.size(); ++duty) {
    if (before.holder(duty) && !covered.holder(duty)) start.board.give(duty, std::nullopt);
  }
  for (std::size_t duty = 0; duty < before.situation().duties.size(); ++duty) {
    if (before.holder(duty) || !covered.holder(duty)) continue;
    const auto& people = before.of_tenant(before.duty(duty).tenant);
    const bool promoted = std::any_of(people.begin(), people.end(), [&](std::size_t other) {
      return before.holder(other) == covered.holder(duty) && !covered.holder(other);
    });
    if (promoted) {
      start.board.give(duty, covered.holder(duty));
    } else {
      start.idle.push_back(duty);
    }
  }
  return start;
}

// Sends one changed duty home after the other and mends what that breaks, as long as that saves moves.
void save_moves(Board& best, const Allowed& allowed, std::int64_t limit) {
  constexpr std::size_t most_handed = 5;
  constexpr std::int64_t nodes_a_duty = 20'000;
  std::int64_t nodes = nodes_for_moves;
  for (bool again = true; again && nodes > 0;) {
    again = false;
    for (std::size_t duty = 0; duty < best.situation().duties.size() && nodes > 0; ++duty) {
      const auto& home = best.duty(duty).person;
      if (!home || !best.holder(duty) || best.holder(duty) == home || !best.may(duty, *home)) continue;
      Board board = best;
      board.give(duty, home);
      std::int64_t share = std::min(nodes, nodes_a_duty);
      nodes -= share;
      const Allowed fewer{best.changed() - 1, allowed.role};
      const bool saved = mend(board, {}, fewer, limit, most_handed, share) == Mended::yes;
      nodes += std::max<std::int64_t>(share, 0);
      if (!saved) continue;
      best = std::move(board);
      again = true;
    }
  }
}

Board searched(const Board& before, const Board& covered, const Allowed& allowed, std::int64_t bound) {
  constexpr std::size_t most_mended = 8;
  const std::int64_t goal = shown(bound);
  const Board near = levelled(covered, allowed, goal, 1);
  Board best = covered;
  take_if_better(near, allowed, best);
  const Start start = start_of(before, covered);
  const auto mended = [&](const Board& from, const std::vector<std::size_t>& idle, std::int64_t limit) {
    Board board = from;
    std::int64_t nodes = nodes_for_level;
    return mend(board, idle, allowed, limit, idle.size() + most_mended, nodes) == Mended::yes &&
           take_if_better(std::move(board), allowed, best);
  };
  if (best.highest() > goal) mended(near, {}, goal);
  if (best.highest() > goal) take_if_better(anew(covered, allowed, goal, 1), allowed, best);
  if (best.highest() > goal) search_lower(best, allowed, goal, thousandth);
  // The bound itself is the likeliest answer; then the middle of what is left.
  for (std::int64_t low = goal; low < shown(best.highest());) {
    const std::int64_t middle = (low + shown(best.highest())) / 2 / thousandth * thousandth;
    const std::int64_t limit = low == goal ? low : std::min(middle, shown(best.highest()) - thousandth);
    if (!mended(start.board, start.idle, limit) && !mended(near, {}, limit)) low = limit + thousandth;
  }
  const std::int64_t limit = shown(best.highest());
  take_back(best, limit);
  save_moves(best, allowed, limit);
  // Who is less strict at first needs fewer moves, and often only a few more to become strict.
  for (const std::int64_t loose : {1, 2, 4, 8, 16, 32}) {
    if (best.changed() <= start.idle.size()) break;
    Board board = levelled(covered, allowed, limit + loose * thousandth, 1);
    std::int64_t nodes = nodes_for_level;
    if (mend(board, {}, {best.changed() + 2, allowed.role}, limit, most_mended, nodes) != Mended::yes) continue;
    take_back(board, limit);
    save_moves(board, allowed, limit);
    take_if_better(std::move(board), allowed, best);
  }
  std::int64_t nodes = nodes_for_moves;
  Board fewest = start.board;
  if (best.changed() > start.idle.size() &&
      mend(fewest, start.idle, {best.changed() - 1, allowed.role}, limit, best.changed() - 1, nodes) == Mended::yes) {
    take_if_better(std::move(fewest), allowed, best);
  }
  return best;
}

}  // namespace

std::int64_t tolerance(std::int64_t bound) { return std::max(bound / 200, thousandth); }

std::int64_t least_possible(const Board& board) {
  const std::vector<std::size_t> duties = held_duties(board);
  const std::int64_t split = fractional_bound(board, duties);
  std::vector<std::int64_t> weights;
  for (const std::size_t duty : duties) weights.push_back(board.duty(duty).weight);
  std::int64_t largest = 0;
  std::size_t people = 0;
  for (const Person& person : board.situation().people) {
    largest = std::max(largest, person.capacity);
    people += person.capacity > 0 ? 1 : 0;
  }
  constexpr std::int64_t whole = 1'000'000;
  if (people == 0) return split;
  // Of equal people, each with the capacity of the strongest.
  const std::int64_t unsplit = lower_bound(std::move(weights), people);
  return std::max(split, unsplit / largest * whole + divided_up(unsplit % largest * whole, largest));
}

Board repaired(const Board& before, const Allowed& allowed) {
  Board covered = before;
  fill(covered, allowed);
  const std::int64_t bound = least_possible(covered);
  const std::int64_t worth = tolerance(bound);
  const bool forced = covered.changed() > 0;
  if (covered.highest() <= bound + (forced ? 0 : worth)) return covered;
  if (before.situation().tenants.size() <= most_searched_tenants) {
    Board best = searched(before, covered, allowed, bound);
    return forced || shown(best.highest()) + worth <= shown(covered.highest()) ? best : covered;
  }
  Board best = covered;
  take_if_better(levelled(covered, allowed, bound + worth, 1), allowed, best);
  if (best.highest() > bound + 2 * worth) {
    Board fresh = anew(covered, allowed, bound + worth, 1);
    if (fresh.highest() + worth < best.highest()) take_if_better(std::move(fresh), allowed, best);
  }
  return forced || best.highest() + worth <= covered.highest() ? best : covered;
}

}  // namespace mssp::workload
