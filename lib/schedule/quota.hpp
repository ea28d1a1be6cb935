// What schedules ask of a tier that allows so many scans a month.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "schedule/recurrence.hpp"

namespace mssp::schedule {

// A tenant's scans of one calendar month in its zone.
struct MonthLoad {
  std::string tenant;
  Month month;
  std::int64_t used = 0;     // made already
  std::int64_t planned = 0;  // occurrences that are still to come
  std::int64_t limit = 0;

  bool exceeds() const { return used + planned > limit; }
};

// The month of `now`, of which `used` scans are made, and the whole of the next one.
std::vector<MonthLoad> month_loads(const std::string& tenant, const Zone& zone, const std::vector<Rule>& rules,
                                   std::int64_t used, std::int64_t limit, Instant now);

}  // namespace mssp::schedule
