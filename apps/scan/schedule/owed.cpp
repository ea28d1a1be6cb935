#include "scan/schedule/owed.hpp"

#include <algorithm>

#include "base/slug.hpp"
#include "schedule/from_config.hpp"

namespace mssp::scan {
namespace {

// Suspended tenants are skipped in so many words; those that are gone, or not there yet, owe nothing.
bool concerns(const schedule::Applied& schedule, const tenant::Tenant& tenant) {
  const bool named = schedule.wish.tenant == every_tenant || schedule.wish.tenant == tenant.slug;
  return named && (tenant.status == tenant::Status::active || tenant.status == tenant::Status::suspended);
}

}  // namespace

std::vector<Owed> owed(db::Connection& store, const std::vector<schedule::Applied>& schedules,
                       const std::vector<tenant::Listed>& tenants, Instant until) {
  const Occurred last = last_occurred(store);
  std::vector<Owed> all;
  for (const schedule::Applied& each : schedules) {
    if (!each.runs()) continue;
    for (const tenant::Listed& listed : tenants) {
      const tenant::Tenant& tenant = listed.tenant;
      if (!concerns(each, tenant)) continue;
      Instant after = std::max(each.due_since, tenant.created_at);
      if (const auto found = last.find({each.id, tenant.id}); found != last.end()) after = std::max(after, found->second);
      const schedule::Rule rule = schedule::rule_of(each.wish, tenant::zone_of(tenant));
      for (schedule::Due& due : schedule::due(rule, after, until, each.wish.catch_up, each.wish.max_lateness)) {
        all.push_back({&each, &tenant, std::move(due)});
      }
    }
  }
  std::sort(all.begin(), all.end(), [](const Owed& one, const Owed& other) { return one.rank() < other.rank(); });
  return all;
}

}  // namespace mssp::scan
