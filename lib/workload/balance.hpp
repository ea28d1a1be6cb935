// Plans who should look after whom: the rules of `workload balance`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "workload/board.hpp"

namespace mssp::workload {

// Thousandths of the capacity, rounded up; of the people who are not away.
struct Measure {
  std::int64_t max_utilisation = 0;
  std::int64_t spread = 0;  // the highest less the lowest
};

struct Move {
  std::size_t duty = 0;
  std::optional<std::size_t> from;
  std::optional<std::size_t> to;  // empty when a backup becomes the primary and nobody can follow him
  std::string reason;
};

struct Plan {
  Measure before;
  Measure after;
  std::int64_t lower_bound = 0;      // nobody could hold these duties with a lower max_utilisation
  std::vector<Move> moves;
  std::vector<std::size_t> open;     // duties nobody may take
  bool cut = false;                  // max_moves left duties without a person
};

struct Limits {
  std::optional<std::size_t> max_moves{};
  std::optional<staff::Role> role{};  // only duties of this role may change hands
};

// First fills the duties that nobody has or whose holder is away, in conflict or without a skill, primaries first,
// largest first, each to who is then least utilised. Then lowers the highest utilisation by handing over, exchanging and
// passing on duties, and takes back what is not needed for that; small books are searched for the best plan and the
// fewest moves. Nothing else is moved, and nothing at all where nobody has too much by more than the tolerance
// (workload/repair.hpp). A plan's outcome needs no further plan. Needs at least one person who is not away.
// Deterministic.
Plan balance(const Situation& situation, const Limits& limits = {});

}  // namespace mssp::workload
