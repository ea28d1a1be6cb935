// Makes an assignment keep as many jobs as it can where they are, without making it worse.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "workload/construct.hpp"

namespace mssp::workload {

// How many jobs with a home are elsewhere.
std::size_t moves(const Homes& homes, const Assignment& assignment);

// Renumbers the machines, which are alike, after the homes of most of their jobs; then takes jobs home, alone or in
// exchange for one that is not at home either, while no machine exceeds `limit`. Greedy: the
// fewest moves of all are a hard problem of their own.
void settle(const std::vector<std::int64_t>& jobs, std::size_t machines, const Homes& homes, std::int64_t limit,
            Assignment& assignment);

}  // namespace mssp::workload
