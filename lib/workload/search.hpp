// Searches all plans, as far as a fixed number of steps goes: small teams get the best there is.
#pragma once

#include <cstddef>
#include <cstdint>

#include "workload/board.hpp"

namespace mssp::workload {

// Both redistribute the duties that are held, change at most `most` of them, and leave the board as it is when they find
// nothing better. Utilisations are in millionths.

// Lowers the highest utilisation, each time by more than `least`.
void search_lower(Board& board, std::size_t most, std::int64_t least);

// Fewer changed duties with nobody above `limit`, to which the board keeps.
void search_fewer(Board& board, std::int64_t limit);

}  // namespace mssp::workload
