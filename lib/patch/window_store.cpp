#include "patch/window_store.hpp"

#include <algorithm>
#include <tuple>

namespace mssp::patch {

std::map<std::int64_t, std::vector<Agreed>> agreed_windows(db::Connection& store, const std::optional<std::int64_t>& tenant_id) {
  std::map<std::int64_t, std::vector<Agreed>> all;
  for (const db::Row& row : store.run("SELECT tenant_id, group_name, work, frequency, day, time, timezone, agreed_at FROM patch_window"
                                      " WHERE tenant_id = coalesce(cast($1 AS BIGINT), tenant_id)",
                                      {db::or_null(tenant_id)})) {
    const std::string& timezone = row.text(6);
    all[row.integer(0)].push_back({.group = row.text(1),
                                   .work = parse_work(row.text(2)).value(),
                                   .times = {.frequency = config::parse_frequency(row.text(3)).value(),
                                             .day = row.text(4),
                                             .time = parse_time_of_day(row.text(5)).value(),
                                             .timezone = timezone.empty() ? std::nullopt : std::optional(timezone)},
                                   .agreed_at = instant(row.integer(7))});
  }
  for (auto& [tenant, windows] : all) {
    std::sort(windows.begin(), windows.end(),
              [](const Agreed& a, const Agreed& b) { return std::tie(a.group, a.work) < std::tie(b.group, b.work); });
  }
  return all;
}

std::vector<Agreed> agreed_windows(db::Connection& store, const tenant::Tenant& tenant) {
  return std::move(agreed_windows(store, std::optional(tenant.id))[tenant.id]);
}

config::PatchPolicies policies_of(db::Connection& store, const tenant::Tenant& tenant, const config::PatchPolicies& file) {
  return with_agreed(file, tenant.slug, agreed_windows(store, tenant));
}

void agree(db::Connection& store, const tenant::Tenant& tenant, const Agreed& agreed) {
  const config::Recurrence& times = agreed.times;
  store.run(
      "INSERT INTO patch_window (tenant_id, group_name, work, frequency, day, time, timezone, agreed_at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (tenant_id, group_name, work) DO UPDATE SET"
      " frequency = excluded.frequency, day = excluded.day, time = excluded.time, timezone = excluded.timezone,"
      " agreed_at = excluded.agreed_at",
      {tenant.id, agreed.group, std::string(name(agreed.work)), std::string(config::name(times.frequency)), times.day, text(times.time),
       times.timezone.value_or(""), epoch(agreed.agreed_at)});
}

void withdraw(db::Connection& store, const tenant::Tenant& tenant, const Agreed& agreed) {
  store.run("DELETE FROM patch_window WHERE tenant_id = $1 AND group_name = $2 AND work = $3",
            {tenant.id, agreed.group, std::string(name(agreed.work))});
}

}  // namespace mssp::patch
