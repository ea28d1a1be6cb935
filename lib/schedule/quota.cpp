#include "schedule/quota.hpp"

#include <algorithm>

#include "schedule/plan.hpp"

namespace mssp::schedule {

std::vector<MonthLoad> month_loads(const std::string& tenant, const Zone& zone, const std::vector<Rule>& rules,
                                   std::int64_t used, std::int64_t limit, Instant now) {
  std::vector<MonthLoad> loads;
  const Month current = month_of(now, zone);
  for (const Month month : {current, plus_months(current, 1)}) {
    MonthLoad load{.tenant = tenant, .month = month, .used = month == current ? used : 0, .planned = 0, .limit = limit};
    const Period period = period_of(month, zone);
    for (const Rule& rule : rules) load.planned += count_within(rule, std::max(period.from, now), period.to);
    loads.push_back(std::move(load));
  }
  return loads;
}

}  // namespace mssp::schedule
