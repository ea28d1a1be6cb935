// Searches all plans, as far as a fixed number of steps goes: small teams get the best there is.
#pragma once

#include <cstddef>
#include <cstdint>

#include "workload/improve.hpp"

namespace mssp::workload {

// Redistributes the duties that are held so that the highest utilisation is as low as can be, each time by `least`
// millionths or more, and leaves the board as it is when it finds nothing better. Stops when nobody exceeds `goal`.
void search_lower(Board& board, const Allowed& allowed, std::int64_t goal, std::int64_t least);

}  // namespace mssp::workload
