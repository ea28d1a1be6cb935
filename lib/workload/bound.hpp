// What no distribution of work can beat.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mssp::workload {

// A load that the fullest of `machines` (at least 1) equal machines has at least, whatever the assignment of `jobs` (in
// any order, none negative, their sum fits 64 bits): the largest of the mean, the largest job, and for every k the k+1
// smallest of the k*machines+1 largest jobs, because some machine holds k+1 of these (Dell'Amico and Martello 1995). Small
// instances also count how many machines must hold more of the largest jobs than there are for each: of nearly equal jobs
// the mean alone says little.
std::int64_t lower_bound(std::vector<std::int64_t> jobs, std::size_t machines);

// a / b rounded up, for a >= 0 and b > 0.
inline std::int64_t divided_up(std::int64_t a, std::int64_t b) { return a / b + (a % b != 0 ? 1 : 0); }

}  // namespace mssp::workload
