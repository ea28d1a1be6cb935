// The two classic ways to lay jobs on equal machines from nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace mssp::workload {

// The machine (from 0) of each job.
using Assignment = std::vector<std::size_t>;

// The jobs' indices, largest first, equal ones in the order given.
std::vector<std::size_t> by_size(const std::vector<std::int64_t>& jobs);

std::vector<std::int64_t> loads(const std::vector<std::int64_t>& jobs, std::size_t machines, const Assignment& assignment);
std::int64_t makespan(const std::vector<std::int64_t>& jobs, std::size_t machines, const Assignment& assignment);

// The machine that holds each job now, if any. As long as the jobs.
using Homes = std::vector<std::optional<std::size_t>>;

// Largest first, each to the emptiest machine (LPT, Graham 1969): at most 4/3 - 1/(3 machines) times the optimum. Jobs
// that have a home stay there; `homes` may be empty.
Assignment largest_first(const std::vector<std::int64_t>& jobs, std::size_t machines, const Homes& homes = {});

// Halves the interval [low, high] of capacities for the smallest with which first fit, largest first, needs no more than
// `machines` (MULTIFIT, Coffman, Garey and Johnson 1978). `otherwise` is the answer when none below `high` does.
Assignment multifit(const std::vector<std::int64_t>& jobs, std::size_t machines, std::int64_t low, std::int64_t high,
                    Assignment otherwise);

}  // namespace mssp::workload
