// The steps by which `balance` makes a board better. Utilisations are in millionths.
#pragma once

#include <cstddef>
#include <cstdint>

#include "workload/board.hpp"

namespace mssp::workload {

// Gives each idle duty to who is then least utilised of those who may have it: primaries first, largest first. Where
// only a backup is left to be primary, he is, and his duty lies idle. Stops at `most` changed duties.
void fill(Board& board, std::size_t most);

// Takes every duty from everybody and distributes them anew as `fill` does.
void distribute(Board& board);

// Lowers the utilisation of the busiest as long as one handing over or exchange of duties lowers the higher one of the
// two people by more than `least`; of these the one that gains most per duty.
void lower(Board& board, std::size_t most, std::int64_t least);

// Gives duties back to who has them now, alone or in exchange, while nobody exceeds `limit`.
void take_back(Board& board, std::int64_t limit);

}  // namespace mssp::workload
