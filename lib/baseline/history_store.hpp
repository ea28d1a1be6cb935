// The SQL of what devices were like on earlier days: one snapshot of a tenant a day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "baseline/history.hpp"
#include "config/patch_policy.hpp"
#include "db/connection.hpp"
#include "tenant/tenant.hpp"

namespace mssp::baseline {

// What was counted of a tenant on its own day. Of a tenant without a live device nothing is kept: a day of zeros would
// read as one on which nobody complied.
struct Snapshot {
  std::int64_t tenant_id = 0;
  Day day;
};

// Counts the devices of one tenant, or of several active ones, in the order given, each on its own day. Six statements,
// and four for each tenant with a live device, however many devices there are.
std::vector<Snapshot> count_now(db::Connection& store, const std::vector<tenant::Tenant>& tenants, const config::PatchPolicies& policies,
                                Instant now);

// Keeps each in place of what was kept before of the tenant and day. Gives how many days it kept or took away. Five
// statements, however many there are.
std::size_t keep(db::Connection& store, const std::vector<Snapshot>& snapshots);

// The days kept of a tenant from `first` to `last`, both YYYY-MM-DD and included, oldest first.
std::vector<Day> days(db::Connection& store, const tenant::Tenant& tenant, const std::string& first, const std::string& last);

// The last of these days.
std::optional<Day> last_day(db::Connection& store, const tenant::Tenant& tenant, const std::string& first, const std::string& last);

}  // namespace mssp::baseline
