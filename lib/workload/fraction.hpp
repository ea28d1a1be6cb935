// The lowest highest utilisation if duties could be split among people: the LP bound of a plan.
#pragma once

#include <cstdint>
#include <vector>

#include "workload/board.hpp"

namespace mssp::workload {

// Millionths, rounded up, of the duties in `duties`, each shared in any parts among the people eligible for its tenant
// (at least one): max over sets of duties of their weight / the capacity of all who are eligible for any of them.
// Found by Newton's iteration over maximum flows (Dinkelbach 1967): each minimum cut names a set that needs more.
std::int64_t fractional_bound(const Board& board, const std::vector<std::size_t>& duties);

}  // namespace mssp::workload
