// From who holds what now to who should: the steps of `balance` put in order.
#pragma once

#include <cstddef>
#include <cstdint>

#include "workload/improve.hpp"

namespace mssp::workload {

// Books of at most this many tenants are searched for the best plan; larger ones are levelled to the tolerance.
inline constexpr std::size_t most_searched_tenants = 60;

// Half a percent of the least possible utilisation, but a thousandth at least: too little to hand a customer over for.
std::int64_t tolerance(std::int64_t bound);

// What nobody can beat, in millionths, for the duties held on the board.
std::int64_t least_possible(const Board& board);

// The board after the best moves found: first duties that lie idle, then what lowers the highest utilisation, unless it
// is within the tolerance of what is possible.
Board repaired(const Board& before, const Allowed& allowed);

}  // namespace mssp::workload
