// Which occurrences of a schedule are to be run now, and which were missed and why.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/schedules.hpp"
#include "schedule/recurrence.hpp"

namespace mssp::schedule {

// A timer looks every few minutes: an occurrence that starts within this time is punctual.
inline constexpr Seconds punctual{15 * 60};

struct Due {
  Instant at;
  bool run = true;
  std::string missed;  // why it is not run
};

// The occurrences in (after, now], ascending; of very many the newest 10,000.
//   max_lateness     one that is later is missed, whatever catch_up says
//   catch_up one     of those left only the newest is run, in place of the others
//   catch_up all     all are run
//   catch_up none    only those that are punctual are run
std::vector<Due> due(const Rule& rule, Instant after, Instant now, config::CatchUp catch_up,
                     const std::optional<Seconds>& max_lateness);

}  // namespace mssp::schedule
