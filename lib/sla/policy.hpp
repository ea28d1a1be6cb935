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
  int version = 1;
  Instant effective_from;
  std::array<Targets, 4> targets;  // by Priority
  std::optional<Percent> uptime;
  std::string calendar;              // of the name in calendars.yml, or "24x7"
  bool p1_around_the_clock = false;  // P1 counts on 24x7 whatever the calendar

  const Targets& of(Priority priority) const;
  // The name of the calendar on which the clocks of a priority count.
  std::string calendar_of(Priority priority) const;
};

// The version with the latest effective_from not after `at`, the higher version of two with the same; null before the
// first. `versions` may be in any order. A ticket is graded by the policy in force when it was opened, so a new version
// never grades the past again.
const Policy* in_force(const std::vector<Policy>& versions, Instant at);

}  // namespace mssp::sla
