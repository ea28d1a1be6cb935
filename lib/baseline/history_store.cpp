#include "baseline/history_store.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/slug.hpp"
#include "baseline/health_store.hpp"
#include "device/device_store.hpp"
#include "patch/compliance_store.hpp"

namespace mssp::baseline {
namespace {

const std::string columns =
    "day, taken_at, devices, told, compliant, counted, exempt, retired, overdue, reboot, stale, never_seen, no_data,"
    " healthy, warn, fail, unknown";

Day day_of(const db::Row& row) {
  return {.day = row.text(0),
          .taken_at = instant(row.integer(1)),
          .devices = row.integer(2),
          .told = row.integer(3),
          .compliant = row.integer(4),
          .counted = row.integer(5),
          .exempt = row.integer(6),
          .retired = row.integer(7),
          .overdue = row.integer(8),
          .reboot = row.integer(9),
          .stale = row.integer(10),
          .never_seen = row.integer(11),
          .no_data = row.integer(12),
          .healthy = row.integer(13),
          .warn = row.integer(14),
          .fail = row.integer(15),
          .unknown = row.integer(16)};
}

}  // namespace

std::vector<Snapshot> count_now(db::Connection& store, const std::vector<tenant::Tenant>& tenants, const config::PatchPolicies& policies,
                                Instant now) {
  std::unordered_map<std::string, std::vector<device::Device>> known;
  const bool one = tenants.size() == 1;
  const std::string whose = one ? tenants.front().slug : std::string(every_tenant);
  for (device::Device& each : device::devices(store, {.tenant = whose, .every = true})) known[each.tenant].push_back(std::move(each));
  auto evidence = patch::evidence(store, one ? std::optional(tenants.front().id) : std::nullopt, now);
  std::vector<Snapshot> all;
  for (const tenant::Tenant& tenant : tenants) {
    Day day;
    const auto& devices = known[tenant.slug];
    if (std::any_of(devices.begin(), devices.end(), [](const device::Device& each) { return each.is_live(); })) {
      std::vector<Health> healths;
      for (const Examined& each : examine_all(store, tenant, devices, policies.baseline, now)) healths.push_back(overall(each.sheet));
      day = count(patch::compliance(evidence[tenant.id], tenant, policies, devices, now), healths);
    }
    day.day = tenant::day_of(tenant, now);
    day.taken_at = now;
    all.push_back({tenant.id, std::move(day)});
  }
  return all;
}

std::size_t keep(db::Connection& store, const std::vector<Snapshot>& snapshots) {
  store.run("CREATE TEMP TABLE IF NOT EXISTS replaced_day (tenant_id BIGINT NOT NULL, day TEXT NOT NULL)");
  store.run("DELETE FROM replaced_day");
  std::vector<db::Values> replaced;
  std::vector<db::Values> rows;
  for (const auto& [tenant_id, day] : snapshots) {
    replaced.push_back({tenant_id, day.day});
    if (day.devices == 0) continue;
    rows.push_back({tenant_id, day.day, epoch(day.taken_at), day.devices, day.told, day.compliant, day.counted, day.exempt, day.retired,
                    day.overdue, day.reboot, day.stale, day.never_seen, day.no_data, day.healthy, day.warn, day.fail, day.unknown});
  }
  store.insert("replaced_day", "tenant_id, day", replaced);
  const db::Rows taken_away = store.run(
      "DELETE FROM device_day WHERE EXISTS (SELECT 1 FROM replaced_day r WHERE r.tenant_id = device_day.tenant_id"
      " AND r.day = device_day.day) RETURNING 1");
  store.insert("device_day", "tenant_id, " + columns, rows);
  return std::max(taken_away.size(), rows.size());
}

std::vector<Day> days(db::Connection& store, const tenant::Tenant& tenant, const std::string& first, const std::string& last) {
  std::vector<Day> all;
  for (const db::Row& row : store.run("SELECT " + columns + " FROM device_day WHERE tenant_id = $1 AND day >= $2 AND day <= $3"
                                      " ORDER BY day",
                                      {tenant.id, first, last})) {
    all.push_back(day_of(row));
  }
  return all;
}

std::optional<Day> last_day(db::Connection& store, const tenant::Tenant& tenant, const std::string& first, const std::string& last) {
  const db::Rows rows = store.run("SELECT " + columns + " FROM device_day WHERE tenant_id = $1 AND day >= $2 AND day <= $3"
                                  " ORDER BY day DESC LIMIT 1",
                                  {tenant.id, first, last});
  if (rows.empty()) return std::nullopt;
  return day_of(rows.front());
}

}  // namespace mssp::baseline
