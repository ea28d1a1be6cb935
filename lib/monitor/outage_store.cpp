#include "monitor/outage_store.hpp"

#include "db/instants.hpp"

#include <map>
#include <optional>
#include <utility>

namespace mssp::monitor {
namespace {

db::Value end_of(const Outage& outage) { return db::epoch_or_null(outage.to); }

}  // namespace

std::vector<Kept> keep(db::Connection& store, const std::vector<RecordedOutage>& outages, Instant now) {
  if (outages.empty()) return {};
  const std::int64_t tenant = outages.front().service.tenant_id;
  struct Row {
    Outage outage;
    std::int64_t recorded_at = 0;
  };
  std::map<std::pair<std::int64_t, Instant>, Row> all;  // of the tenant, by service and beginning
  for (const db::Row& row : store.run("SELECT service_id, from_at, to_at, reason, recorded_at FROM outage"
                                      " WHERE tenant_id = $1 ORDER BY service_id, from_at",
                                      {tenant})) {
    const Instant from = instant(row.integer(1));
    all[{row.integer(0), from}] = {{from, db::instant_if(row, 2), row.text(3)}, row.integer(4)};
  }
  std::vector<Kept> kept;
  bool any_changed = false;
  std::vector<db::Values> added;
  const auto values = [&](std::int64_t service, const Row& row) {
    return db::Values{tenant, service, epoch(row.outage.from), end_of(row.outage), row.outage.reason, row.recorded_at};
  };
  for (const RecordedOutage& each : outages) {
    const auto [found, is_new] = all.try_emplace({each.service.id, each.outage.from}, Row{each.outage, epoch(now)});
    const bool same = found->second.outage.to == each.outage.to && found->second.outage.reason == each.outage.reason;
    kept.push_back(is_new ? Kept::added : same ? Kept::same : Kept::changed);
    if (is_new) added.push_back(values(each.service.id, found->second));
    if (is_new || same) continue;
    found->second = {each.outage, epoch(now)};
    any_changed = true;
  }
  // Rows that change are rare; then all of the tenant are written anew, which takes two statements however many change.
  if (any_changed) {
    store.run("DELETE FROM outage WHERE tenant_id = $1", {tenant});
    added.clear();
    for (const auto& [key, row] : all) added.push_back(values(key.first, row));
  }
  store.insert("outage", "tenant_id, service_id, from_at, to_at, reason, recorded_at", added);
  return kept;
}

bool insert(db::Connection& store, const RecordedMaintenance& window, Instant now) {
  return !store
              .run("INSERT INTO maintenance (tenant_id, service_id, from_at, to_at, agreed_at, reason, recorded_at)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, service_id, from_at) DO NOTHING"
                   " RETURNING from_at",
                   {window.service.tenant_id, window.service.id, epoch(window.window.from), epoch(window.window.to),
                    epoch(window.window.agreed_at), window.window.reason, epoch(now)})
              .empty();
}

bool remove_maintenance(db::Connection& store, const Service& service, Instant from) {
  return !store
              .run("DELETE FROM maintenance WHERE tenant_id = $1 AND service_id = $2 AND from_at = $3 RETURNING from_at",
                   {service.tenant_id, service.id, epoch(from)})
              .empty();
}

}  // namespace mssp::monitor
