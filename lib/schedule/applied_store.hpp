// The SQL of schedules that are applied.
#pragma once

#include <string>
#include <vector>

#include "db/connection.hpp"
#include "schedule/plan.hpp"

namespace mssp::schedule {

// Those that were not removed, by tenant and in the order in which they were applied.
std::vector<Applied> applied(db::Connection& store);

// Makes the store what the steps say, set-based but for one statement for each schedule that is changed. What is added
// stands in the file of `origin`.
void apply(db::Connection& store, const std::vector<Step>& steps, Instant now, Origin origin = Origin::schedule_file);

// Stops schedules, or lets them go on: nothing that was due in between is owed.
void pause(db::Connection& store, const std::vector<Applied>& schedules, Instant now);
void resume(db::Connection& store, const std::vector<Applied>& schedules, Instant now);

}  // namespace mssp::schedule
