// Distributes jobs over equal machines so that the fullest holds as little as possible (P||Cmax): the question of
// `workload solve`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "workload/settle.hpp"

namespace mssp::workload {

// At least one machine, at most most_machines; no job is negative and their sum is at most most_work_in_all. Homes are
// below `machines`.
struct Instance {
  std::size_t machines = 1;
  std::vector<std::int64_t> jobs;
  Homes current;
};
inline constexpr std::int64_t most_machines = 100'000;
inline constexpr std::int64_t most_work_in_all = std::int64_t{1} << 53;  // also exact where JSON numbers are doubles

struct Schedule {
  std::int64_t makespan = 0;
  std::int64_t lower_bound = 0;  // what is proved: equal to the makespan when it is optimal
  bool optimal = false;
  std::size_t moves = 0;         // jobs taken from the machine that holds them now
  Assignment assignment;
};

// Never worse than largest first. Exact where the search ends within its fixed number of nodes. Of solutions as good,
// one with few moves: the fewest where that search ends too.
Schedule solve(const Instance& instance);

// Reads {"machines": m, "jobs": [w, ...], "current": [machine or null, ...]}; "current" may be left out. Further keys
// are refused. Error{invalid_input} "WHERE: ..." names the job that is wrong.
Instance read_instance(std::string_view text, const std::string& where);

}  // namespace mssp::workload
