// What scan-schedule.yml would change of the schedules that are applied, and what that asks of a tenant's tier.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "config/schedules.hpp"
#include "render/value.hpp"
#include "schedule/recurrence.hpp"

namespace mssp::schedule {

// Which file a schedule stands in: scan-schedule.yml, or the one of a customer that `onboard apply` takes.
enum class Origin { schedule_file, customer_file };

// A schedule as the store has it. `wish.line` is 0: the store does not know the file.
struct Applied {
  std::int64_t id = 0;
  config::ScheduleFile wish;
  Instant due_since;                 // what was due until then is not owed
  std::optional<Instant> paused_at;
  bool by_customer_file = false;

  bool runs() const { return wish.enabled && !paused_at; }
};

enum class Change { unchanged, added, changed, removed };
std::string_view name(Change change);

// One difference. `wish` is empty for what is removed, `before` for what is added.
struct Step {
  Change change = Change::unchanged;
  std::optional<config::ScheduleFile> wish;
  std::optional<Applied> before;

  // The times at which it runs are others from now on, or it was switched on: nothing earlier is owed.
  bool starts_anew() const;
};

// In the order of the file, then what is removed in the order of `applied`. A schedule that only differs in its times
// is changed when tenant, type and profile are those of one that the file no longer has; else it is added.
std::vector<Step> plan(const std::vector<config::ScheduleFile>& wishes, const std::vector<Applied>& applied);

// How many occurrences lie in [from, to).
std::int64_t count_within(const Rule& rule, Instant from, Instant to);

// Keys as in scan-schedule.yml, for answers and for the audit trail.
render::Object describe(const config::ScheduleFile& schedule);

}  // namespace mssp::schedule
