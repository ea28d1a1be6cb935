// Makes rules of recurrence from what scan-schedule.yml says.
#pragma once

#include "config/recurrence.hpp"
#include "config/schedules.hpp"
#include "schedule/recurrence.hpp"

namespace mssp::schedule {

// The rule of one schedule for a tenant in `tenant_zone`, which counts when the schedule names none. Quarterly ones run
// in January, April, July and October. Error{invalid_config} when the machine does not know the schedule's zone.
Rule rule_of(const config::ScheduleFile& schedule, const Zone& tenant_zone);
Rule rule_of(const config::Recurrence& times, const Zone& tenant_zone);

}  // namespace mssp::schedule
