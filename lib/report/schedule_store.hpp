// The SQL of report schedules and of what became of each time they were due.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "report/schedule.hpp"

namespace mssp::report {

std::vector<Schedule> schedules(db::Connection& store);  // by target and template
std::optional<Schedule> find(db::Connection& store, const std::string& target, const std::string& type_template);

// Makes it, or replaces what the one for the same target and template says; it counts from `schedule.created_at`.
void put(db::Connection& store, const Schedule& schedule);
void remove(db::Connection& store, const Schedule& schedule);

struct Occurrence {
  std::int64_t schedule_id = 0;
  std::int64_t tenant_id = 0;
  Instant due_at;
};
// Those of the given times that no runner has taken yet. One statement, however many there are.
std::vector<Occurrence> unclaimed(db::Connection& store, const std::vector<Occurrence>& due);

struct Done {
  Occurrence occurrence;
  bool failed = false;
  std::string detail;
};
// Claims and outcome in one; to be called in the transaction that did the work.
void record(db::Connection& store, const std::vector<Done>& done, Instant now);

// What became of the times at which something was due, newest first.
struct Past {
  std::string tenant;
  std::string type_template;
  std::string target;  // of the schedule: the tenant, or all
  Instant due_at;
  Instant run_at;
  bool failed = false;
  std::string detail;  // the report made, or why it failed
};
std::vector<Past> history(db::Connection& store, const std::optional<std::string>& tenant);

}  // namespace mssp::report
