// The SQL of analysts, their absences, conflicts of interest and assignments.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "db/connection.hpp"
#include "staff/staff.hpp"

namespace mssp::staff {

std::optional<Analyst> find(db::Connection& store, const std::string& handle);
Analyst get(db::Connection& store, const std::string& handle);  // Error{not_found} with the nearest handle
std::vector<Analyst> list(db::Connection& store);               // by handle
std::vector<std::string> handles(db::Connection& store);

// Error{conflict} when there is one of that handle.
void insert(db::Connection& store, const Analyst& analyst);
void update(db::Connection& store, const Analyst& analyst);  // name, capacity and skills

// Assignments that last, of tenants that are not archived or purged; by tenant, primaries first, then by handle.
std::vector<Assignment> lasting(db::Connection& store, const std::optional<std::string>& tenant = {});
// Every assignment an analyst ever had, oldest first.
std::vector<Assignment> history(db::Connection& store, const std::string& handle);

// Ends and begins assignments, in this order and each with few statements. Times are in the assignments; those that
// end do so at `now`. To be called in one transaction.
void reassign(db::Connection& store, const std::vector<Assignment>& ended, const std::vector<Assignment>& begun,
              Instant now);

// The slugs of active tenants: those the coverage rule is about.
std::vector<std::string> active_tenants(db::Connection& store);

// Absences that end after `now`; of all analysts when no handle is given.
std::vector<Absence> absences(db::Connection& store, Instant now, const std::optional<std::string>& handle = {});
bool insert(db::Connection& store, const Absence& absence);  // false when it is there already

// Tenant and analyst of each conflict of interest.
std::vector<std::pair<std::string, std::string>> conflicts(db::Connection& store);
// false when nothing changed.
bool set_conflict(db::Connection& store, const std::string& tenant, const std::string& handle, bool exists, Instant now);

}  // namespace mssp::staff
