// Whether jobs fit on equal machines of a given capacity: the exact answer by branch and bound.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "workload/construct.hpp"

namespace mssp::workload {

enum class Fits { yes, no, unknown };

// Fills `assignment` when the answer is yes. `nodes` is what may still be searched and is lowered by what was: at 0 the
// answer is unknown, never after a time, so that it is the same on every machine. Bin completion (Martello and Toth
// 1990, Korf 2002): one machine after the other, each with the largest job left, and only with sets that leave no room
// for another job and waste no more than can be spared. Recursion is as deep as there are jobs: at most most_packed.
inline constexpr std::size_t most_packed = 1000;
Fits pack(const std::vector<std::int64_t>& jobs, std::size_t machines, std::int64_t capacity, std::int64_t& nodes,
          Assignment& assignment);

}  // namespace mssp::workload
