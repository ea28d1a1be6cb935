// The SQL of analysts, their absences, conflicts of interest and assignments.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "db/connection.hpp"
#include "staff/coverage.hpp"
#include "staff/staff.hpp"

namespace mssp::staff {

std::optional<Analyst> find(db::Connection& store, const std::string& handle);
Analyst get(db::Connection& store, const std::string& handle);  // Error{not_found} with the nearest handle
std::vector<Analyst> list(db::Connection& store);               // by handle
std::vector<std::string> handles(db::Connection& store);

// Error{conflict} when there is one of that handle.
void insert(db::Connection& store, const Analyst& analyst);
void update(db::Connection& store, const Analyst& analyst);  // name, capacity and skills

// Assignments that somebody holds at a time, of tenants that are not archived or purged; by tenant, primaries first, then
// by handle.
std::vector<Assignment> holding(db::Connection& store, Instant at, const std::optional<std::string>& tenant = {});
// The same, with those that begin later.
std::vector<Assignment> not_over(db::Connection& store, Instant at, const std::optional<std::string>& tenant = {});
// Every assignment an analyst ever had, oldest first.
std::vector<Assignment> history(db::Connection& store, const std::string& handle);

// Ends and begins assignments, in this order and with few statements; the times are in the assignments. To be called in
// one transaction.
void reassign(db::Connection& store, const std::vector<Assignment>& ended, const std::vector<Assignment>& begun);

// The slugs of active tenants: those the coverage rule is about.
std::vector<std::string> active_tenants(db::Connection& store);

// Absences that end after `now`; of all analysts when no handle is given.
std::vector<Absence> absences(db::Connection& store, Instant now, const std::optional<std::string>& handle = {});
bool insert(db::Connection& store, const Absence& absence);  // false when it is there already
bool remove(db::Connection& store, const Absence& absence);  // false when there is none of exactly these times

// What a tenant requires by `set_required`, sorted.
std::vector<std::string> required_skills(db::Connection& store, std::int64_t tenant);
void set_required(db::Connection& store, std::int64_t tenant, const std::vector<std::string>& skills);  // all there are

// By slug, that together with what its tier requires; tenants that require nothing are left out. Two statements.
std::map<std::string, std::vector<std::string>> required_skills(
    db::Connection& store, const std::map<std::string, std::vector<std::string>>& by_tier);

// Everything that coverage is judged by from `at` on, with a constant number of statements.
Roster roster(db::Connection& store, const std::map<std::string, std::vector<std::string>>& skills_by_tier, Instant at);

// Tenant and analyst of each conflict of interest.
std::vector<std::pair<std::string, std::string>> conflicts(db::Connection& store);
// false when nothing changed.
bool set_conflict(db::Connection& store, const std::string& tenant, const std::string& handle, bool exists, Instant now);

}  // namespace mssp::staff
