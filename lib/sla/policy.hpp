// What a tenant was promised: targets by priority, uptime and calendar, in versions with an effective date.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/parse.hpp"
#include "sla/clock.hpp"

namespace mssp::sla {

struct Policy {
  int version = 1;  // 0 is the built-in policy; of the house default, below 0
  Instant effective_from;
  std::array<Targets, 4> targets;  // by Priority
  std::optional<Percent> uptime;
  std::string calendar;              // of the name in calendars.yml, or "24x7"
  bool p1_around_the_clock = false;  // P1 counts on 24x7 whatever the calendar
  std::optional<Instant> recorded_at = {};  // unknown for those of old releases
  std::string recorded_by = {};             // login; empty when unknown

  const Targets& of(Priority priority) const;
  // The name of the calendar on which the clocks of a priority count.
  std::string calendar_of(Priority priority) const;
};

// The tenant's own version with the latest effective_from not after `at`, the later version of two with the same; before
// the first that of the house; null before the first of both. `versions` may be in any order. A ticket is graded by the policy in force when it was opened, so a new version
// never grades the past again.
const Policy* in_force(const std::vector<Policy>& versions, Instant at);

}  // namespace mssp::sla
