// What commands that change scan schedules share: the audit rows, and the refusal of what a tier does not allow.
#pragma once

#include <vector>

#include "audit/audit.hpp"
#include "schedule/plan.hpp"
#include "schedule/quota.hpp"

namespace mssp::scan {

std::vector<audit::Change> trail(const std::vector<schedule::Step>& steps);

void require_allowed(const schedule::MonthLoad& load);  // Error{limit} when it exceeds

}  // namespace mssp::scan
