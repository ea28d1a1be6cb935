// The situation `balance` plans for, as it stands in the store, and a plan carried out there.
#pragma once

#include <vector>

#include "audit/audit.hpp"
#include "config/staff.hpp"
#include "db/connection.hpp"
#include "workload/balance.hpp"

namespace mssp::workload {

// The duties of every tenant that work is done for; an active one without a primary, or without a backup where two
// analysts exist, has that duty without a person. `assignments[i]` is that of duty i, with id 0 where there is none.
struct Staffing {
  Situation situation;
  std::vector<staff::Assignment> assignments;
};
Staffing staffing(db::Connection& store, const config::Workload& weights, Instant now);

// Error{conflict} that says why nobody can be planned with, or which active tenant cannot have a primary.
void require_people(const Staffing& staffing);
void require_primaries(const Staffing& staffing, const Plan& plan);

// Ends and begins the assignments of the plan; gives a change per move for the audit trail.
std::vector<audit::Change> carry_out(db::Connection& store, const Staffing& staffing, const Plan& plan, Instant now);

}  // namespace mssp::workload
