// The fewest moves that bring everybody under a limit, by branch and bound over what leaves whom.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "workload/improve.hpp"

namespace mssp::workload {

enum class Mended { yes, no, unknown };

// Gives the duties in `idle`, which nobody holds on the board, to people, and hands over others, so that nobody exceeds
// `limit` (millionths) and in the end no more than `allowed.moves` duties are changed. Tries no further handing over
// first, then one, and so on up to `most_handed` with the idle ones: the first answer has the fewest. `nodes` is what may
// still be searched and is lowered by what was; when it runs out the answer is unknown. The board is changed only when
// the answer is yes. The recursion is at most twice as deep as most_handed.
Mended mend(Board& board, const std::vector<std::size_t>& idle, const Allowed& allowed, std::int64_t limit,
            std::size_t most_handed, std::int64_t& nodes);

}  // namespace mssp::workload
