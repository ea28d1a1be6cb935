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

// A plan changes nothing for less than this: five thousandths of a capacity are twelve minutes of a week of 40 hours.
inline constexpr std::int64_t tolerance = 5;

// First fills the duties that nobody has or whose holder is away, primaries first, largest first, each to who is then
// least utilised. Then lowers the highest utilisation by handing over or exchanging duties, and takes back what is not
// needed for that; small situations are searched for the best plan. Moves nothing else. Needs at least one person who is
// not away. Deterministic.
Plan balance(const Situation& situation, const std::optional<std::size_t>& max_moves = {});

}  // namespace mssp::workload
