// The scan schedules of a customer's file. They stand beside those of scan-schedule.yml, which says nothing of them.
#pragma once

#include <string>
#include <vector>

#include "config/schedules.hpp"
#include "context.hpp"

namespace mssp::onboard {

// Makes the schedules what the customer's file has; with `prune` those go that it does not have. A schedule that stands in
// scan-schedule.yml in the same words stays that file's. Error{limit} when the tier allows fewer scans a month, whether
// the tenant is active yet or not.
void apply_scans(Context& whole, const std::string& tenant, const std::vector<config::ScheduleFile>& wishes, bool prune);

}  // namespace mssp::onboard
