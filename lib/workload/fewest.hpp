// The fewest moves that keep a makespan, by branch and bound.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "workload/construct.hpp"

namespace mssp::workload {

// Replaces `assignment`, which keeps to `limit` on every machine, by one that does so too with fewer jobs away from their
// homes, if the search finds one within its fixed number of nodes; it finds the fewest when it ends before. Only up to
// most_searched jobs: the recursion is as deep.
inline constexpr std::size_t most_searched = 1000;
void search_fewest_moves(const std::vector<std::int64_t>& jobs, std::size_t machines, const Homes& homes,
                         std::int64_t limit, Assignment& assignment);

}  // namespace mssp::workload
