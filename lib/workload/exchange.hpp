// Local search on equal machines: takes load off the fullest machine by exchanging jobs with another one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "workload/construct.hpp"

namespace mssp::workload {

// Improves `assignment` until the fullest machine holds no more than `target`, until no exchange of at most two of its
// jobs for at most two of another machine lowers it, or until a fixed amount of work is done. Each step takes the
// exchange that levels best, ties by machine and job, so the same input gives the same output.
void exchange(const std::vector<std::int64_t>& jobs, std::size_t machines, std::int64_t target, Assignment& assignment);

}  // namespace mssp::workload
