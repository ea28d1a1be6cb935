// The situation `balance` plans for, as it stands in the store, and a plan carried out there.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "config/staff.hpp"
#include "db/connection.hpp"
#include "workload/balance.hpp"
#include "workload/load.hpp"

namespace mssp::workload {

// The duties of every tenant that work is done for; an active one without a primary, or without a backup where two
// analysts exist, has that duty without a person. `assignments[i]` is that of duty i, with id 0 where there is none.
struct Staffing {
  Situation situation;
  std::vector<staff::Assignment> assignments;
};
// `assumed` is added to what the store says, and kept nowhere.
struct Assumed {
  std::vector<Measured> tenants;    // active, with slugs of their own
  std::set<std::string> absent;     // handles: away for the coming week
  std::string back;                 // until when, for readers
};
Staffing staffing(db::Connection& store, const config::Workload& weights, Instant now, const Assumed& assumed = {});

// Who leads a tenant once the plan is carried out.
std::optional<std::size_t> primary_after(const Staffing& staffing, const Plan& plan, std::size_t tenant);

// What a plan cannot do, a line each: "nobody is left to be backup: tenant 'acme' needs the skill 'siem', which ...".
std::vector<std::string> shortcomings(const Staffing& staffing, const Plan& plan);

// Error{conflict} that says why nobody can be planned with, or which active tenant cannot have a primary.
void require_people(const Staffing& staffing);
void require_primaries(const Staffing& staffing, const Plan& plan);

// Ends and begins the assignments of the plan; gives a change per move for the audit trail.
std::vector<audit::Change> carry_out(db::Connection& store, const Staffing& staffing, const Plan& plan, Instant now);

}  // namespace mssp::workload
