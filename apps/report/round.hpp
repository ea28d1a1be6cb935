// A round of reports: what schedules ask for, ready to be made.
#pragma once

#include <string>
#include <vector>

#include "report/schedule_store.hpp"
#include "report/workshop.hpp"

namespace mssp::report {

// A report of one schedule for one of its tenants.
struct Task {
  Occurrence occurrence;
  Schedule schedule;
  tenant::Tenant tenant;
};

// Of each schedule that is not paused and each active tenant it is for, the latest time it was due; never, when the
// schedule is younger.
std::vector<Task> due_tasks(db::Connection& store, Instant now);
// The same as if every schedule had always been there.
std::vector<Task> rehearsed_tasks(db::Connection& store, Instant now);

struct Round {
  std::vector<Done> done;            // one for each task; failed until its report is made
  std::vector<Order> orders;
  std::vector<std::size_t> task_of;  // for each order
};
// A task whose template is gone or has a mistake fails alone, and has no order.
Round round_of(db::Connection& store, const config::Folder& folder, const std::vector<Task>& tasks);

}  // namespace mssp::report
