// The steps by which `balance` makes a board better. Utilisations are in millionths.
#pragma once

#include <cstddef>
#include <cstdint>

#include "workload/board.hpp"

namespace mssp::workload {

// What a plan may do.
struct Allowed {
  std::size_t moves = 0;              // changed duties
  std::optional<staff::Role> role{};  // of the duties that may change hands; both when empty

  bool covers(const Duty& duty) const { return !role || duty.role == *role; }
};

// Gives each idle duty to who is then least utilised of those who may have it: primaries first, largest first. Where
// only a backup is left to be primary, he is, and his duty lies idle.
void fill(Board& board, const Allowed& allowed);

// Takes every duty that may change hands from everybody and distributes them anew as `fill` does.
void distribute(Board& board, const Allowed& allowed);

// Takes load off the busiest, until nobody exceeds `goal` or no step lowers the higher one of the two people it concerns
// by `least` or more. A step hands over a duty, exchanges two, or hands over one whose taker passes another on; the step
// that does it with the fewest moves is taken, of these the one that reaches the goal most closely.
void lower(Board& board, const Allowed& allowed, std::int64_t goal, std::int64_t least);

// Gives duties back to who has them now, alone or in exchange, while nobody exceeds `limit`.
void take_back(Board& board, std::int64_t limit);

}  // namespace mssp::workload
