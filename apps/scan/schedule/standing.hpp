// scan-schedule.yml beside the schedules that are applied: the differences, and whether the tiers allow them.
#pragma once

#include <vector>

#include "context.hpp"
#include "scan/schedule/wanted.hpp"
#include "schedule/plan.hpp"
#include "schedule/quota.hpp"

namespace mssp::scan {

struct Standing {
  std::vector<schedule::Step> steps;
  std::vector<schedule::MonthLoad> loads;  // this month and the next, of each active tenant with a limit that is scanned

  bool in_step() const;  // nothing is to be done

  // The first load that exceeds and whose tenant gets other schedules by these steps; null when there is none. What
  // was over before is no reason to refuse a change to somebody else.
  const schedule::MonthLoad* refused() const;
};

// Error{invalid_config} as wanted() has it.
Standing standing(Context& context);

render::Object describe(const Standing& standing);
std::vector<std::string> lines(const Standing& standing);

}  // namespace mssp::scan
