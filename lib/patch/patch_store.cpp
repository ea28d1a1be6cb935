#include "patch/patch_store.hpp"

#include <unordered_map>

#include "base/error.hpp"
#include "db/instants.hpp"
#include "device/device_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::patch {
std::vector<std::int64_t> waiting_tenants(db::Connection& store) {
  std::vector<std::int64_t> all;
  for (const db::Row& row :
       store.run("SELECT DISTINCT tenant_id FROM device_patch WHERE status <> 'installed' ORDER BY tenant_id")) {
    all.push_back(row.integer(0));
  }
  return all;
}

std::vector<Patch> patches(db::Connection& store, const tenant::Tenant& tenant) {
  std::vector<Patch> all;
  for (const db::Row& row :
       store.run("SELECT p.device_id, p.patch, p.title, p.severity, p.category, p.status, p.source, p.released_at,"
                 " p.approved_at, p.first_seen, p.status_since, p.observed_at FROM device_patch p"
                 " JOIN device d ON d.tenant_id = p.tenant_id AND d.device_id = p.device_id"
                 " WHERE p.tenant_id = $1 AND d.state NOT IN ('retired', 'merged') ORDER BY p.device_id, p.patch",
                 {tenant.id})) {
    all.push_back({.device = row.integer(0),
                   .id = row.text(1),
                   .title = row.text(2),
                   .severity = parse_severity(row.text(3)).value(),
                   .category = parse_category(row.text(4)).value(),
                   .status = parse_status(row.text(5)).value(),
                   .source = row.text(6),
                   .released_at = db::instant_if(row, 7),
                   .approved_at = db::instant_if(row, 8),
                   .first_seen = instant(row.integer(9)),
                   .status_since = instant(row.integer(10)),
                   .observed_at = instant(row.integer(11))});
  }
  return all;
}

Merged keep(db::Connection& store, const tenant::Tenant& tenant, const std::vector<Told>& told, const std::string& source,
            const std::map<std::int64_t, Instant>& complete) {
  for (const std::string table :
       {"staged_patch (seq BIGINT NOT NULL, device_id BIGINT NOT NULL, patch TEXT NOT NULL, title TEXT NOT NULL,"
        " severity TEXT NOT NULL, category TEXT NOT NULL, status TEXT NOT NULL, released_at BIGINT, approved_at BIGINT,"
        " observed_at BIGINT NOT NULL)",
        "staged_patched (device_id BIGINT NOT NULL, observed_at BIGINT NOT NULL)"}) {
    store.run("CREATE TEMP TABLE IF NOT EXISTS " + table);
    store.run("DELETE FROM " + table.substr(0, table.find(' ')));
  }
  std::vector<db::Values> rows;
  for (const Told& each : told) {
    const Patch& p = each.patch;
    const bool approved = p.status == Status::approved || p.status == Status::failed;
    rows.push_back({static_cast<std::int64_t>(rows.size()), each.device, p.id, p.title, std::string(name(p.severity)),
                    std::string(name(p.category)), std::string(name(p.status)), db::epoch_or_null(p.released_at),
                    approved && !p.approved_at ? db::Value(epoch(p.observed_at)) : db::epoch_or_null(p.approved_at), epoch(p.observed_at)});
  }
  store.insert("staged_patch", "seq, device_id, patch, title, severity, category, status, released_at, approved_at, observed_at", rows);
  std::vector<db::Values> whole;
  for (const auto& [device, at] : complete) whole.push_back({device, epoch(at)});
  store.insert("staged_patched", "device_id, observed_at", whole);
  const std::string newest =
      "(SELECT device_id, patch, title, severity, category, status, released_at, approved_at, observed_at FROM"
      " (SELECT device_id, patch, title, severity, category, status, released_at, approved_at, observed_at,"
      " row_number() OVER (PARTITION BY device_id, patch ORDER BY observed_at DESC, seq DESC) AS place FROM staged_patch)"
      " AS ranked WHERE place = 1) AS s";
  Merged merged;
  const db::Rows counts = store.run("SELECT count(*), coalesce(cast(sum(CASE WHEN p.patch IS NULL THEN 1 ELSE 0 END) AS BIGINT), 0),"
                                    " coalesce(cast(sum(CASE WHEN p.status <> s.status AND s.observed_at >= p.observed_at THEN 1 ELSE 0 END)"
                                    " AS BIGINT), 0) FROM " + newest + " LEFT JOIN device_patch p ON p.tenant_id = $1"
                                    " AND p.device_id = s.device_id AND p.patch = s.patch",
                                    {tenant.id});
  merged.added = counts.front().integer(1);
  merged.changed = counts.front().integer(2);
  const std::string later = "excluded.observed_at >= device_patch.observed_at";
  std::string sql =
      "INSERT INTO device_patch (tenant_id, device_id, patch, title, severity, category, status, source, released_at,"
      " approved_at, first_seen, status_since, observed_at) SELECT cast($1 AS BIGINT), s.device_id, s.patch, s.title, s.severity,"
      " s.category, s.status, cast($2 AS TEXT), s.released_at, s.approved_at, s.observed_at, s.observed_at, s.observed_at FROM " +
      newest + " WHERE true ON CONFLICT (tenant_id, device_id, patch) DO UPDATE SET"
               " status_since = CASE WHEN " + later + " AND excluded.status <> device_patch.status THEN excluded.observed_at"
               " ELSE device_patch.status_since END,"
               // When it was approved first stays; what was installed and is missing again is approved anew.
               " approved_at = CASE WHEN device_patch.status = 'installed' THEN excluded.approved_at"
               " ELSE coalesce(device_patch.approved_at, excluded.approved_at) END,"
               " released_at = coalesce(excluded.released_at, device_patch.released_at)";
  for (const std::string column : {"title", "severity", "category", "status", "source", "observed_at"}) {
    sql += ", " + column + " = CASE WHEN " + later + " THEN excluded." + column + " ELSE device_patch." + column + " END";
  }
  store.run(sql, {tenant.id, source});
  if (complete.empty()) return merged;
  merged.superseded = static_cast<std::int64_t>(
      store
          .run("UPDATE device_patch SET status = 'installed', status_since = c.observed_at, observed_at = c.observed_at"
               " FROM staged_patched c WHERE device_patch.tenant_id = $1 AND device_patch.device_id = c.device_id"
               " AND device_patch.source = $2 AND device_patch.status <> 'installed'"
               " AND device_patch.observed_at < c.observed_at RETURNING 1",
               {tenant.id, source})
          .size());
  return merged;
}

std::vector<std::int64_t> devices_of(db::Connection& store, const tenant::Tenant& tenant, const std::string& source) {
  std::vector<std::int64_t> all;
  for (const db::Row& row : store.run("SELECT DISTINCT device_id FROM device_patch WHERE tenant_id = $1 AND source = $2 ORDER BY device_id",
                                      {tenant.id, source})) {
    all.push_back(row.integer(0));
  }
  return all;
}

std::vector<Exemption> exemptions(db::Connection& store, const tenant::Tenant& tenant, bool every, Instant now) {
  std::vector<Exemption> all;
  for (const db::Row& row :
       store.run("SELECT e.number, e.device_id, coalesce(d.name, ''), e.patch, e.reason, e.approver, e.created_at, e.expires_at,"
                 " e.removed_at FROM patch_exemption e LEFT JOIN device d ON d.tenant_id = e.tenant_id AND d.device_id = e.device_id"
                 " WHERE e.tenant_id = $1 AND ($2 = 1 OR (e.removed_at IS NULL AND e.expires_at > $3)) ORDER BY e.number",
                 {tenant.id, std::int64_t{every}, epoch(now)})) {
    all.push_back({.number = row.integer(0),
                   .device = row.optional_integer(1),
                   .device_name = row.text(2),
                   .patch = row.text(3),
                   .reason = row.text(4),
                   .approver = row.text(5),
                   .created_at = instant(row.integer(6)),
                   .expires_at = instant(row.integer(7)),
                   .removed_at = db::instant_if(row, 8)});
  }
  return all;
}

Exemption add(db::Connection& store, const tenant::Tenant& tenant, Exemption exemption) {
  exemption.number =
      store.run("SELECT coalesce(max(number), 0) + 1 FROM patch_exemption WHERE tenant_id = $1", {tenant.id}).front().integer(0);
  store.insert("patch_exemption", "tenant_id, number, device_id, patch, reason, approver, created_at, expires_at",
               {{tenant.id, exemption.number, db::or_null(exemption.device), exemption.patch, exemption.reason, exemption.approver,
                 epoch(exemption.created_at), epoch(exemption.expires_at)}});
  return exemption;
}

Exemption remove(db::Connection& store, const tenant::Tenant& tenant, std::int64_t number, Instant now) {
  for (Exemption& each : exemptions(store, tenant, false, now)) {
    if (each.number != number) continue;
    store.run("UPDATE patch_exemption SET removed_at = $3 WHERE tenant_id = $1 AND number = $2", {tenant.id, number, epoch(now)});
    each.removed_at = now;
    return std::move(each);
  }
  throw Error(Code::not_found, "tenant '" + tenant.slug + "' has no exemption " + std::to_string(number) + " that holds",
              "'synos-mssp patch exempt list --tenant " + tenant.slug + "' shows them");
}

void move_patches(db::Connection& store, const tenant::Tenant& tenant, std::int64_t from, std::int64_t into) {
  store.run(
      "UPDATE device_patch SET device_id = $3 WHERE tenant_id = $1 AND device_id = $2 AND NOT EXISTS (SELECT 1 FROM device_patch o"
      " WHERE o.tenant_id = $1 AND o.device_id = $3 AND o.patch = device_patch.patch)",
      {tenant.id, from, into});
  store.run("UPDATE patch_exemption SET device_id = $3 WHERE tenant_id = $1 AND device_id = $2", {tenant.id, from, into});
}

Compliance compliance(db::Connection& store, const tenant::Tenant& tenant, const config::PatchPolicies& policies,
                      const std::vector<device::Device>& devices, Instant now) {
  std::unordered_map<std::int64_t, std::vector<Patch>> by_device;
  for (Patch& each : patches(store, tenant)) by_device[each.device].push_back(std::move(each));
  std::unordered_map<std::int64_t, Counted> counted;
  // The newest source speaks; facts come with it first.
  const auto each_fact = [&](std::string_view name, const auto& take) {
    std::int64_t last = 0;
    for (const device::KeptFact& kept : device::facts(store, tenant, std::nullopt, std::string(name))) {
      if (kept.device != last && !kept.gone_at) take(kept, counted[kept.device]);
      last = kept.device;
    }
  };
  each_fact(device::fact::reboot_pending, [](const device::KeptFact& kept, Counted& of) {
    if (kept.fact.value == "yes") of.reboot_since = kept.since;
  });
  each_fact(device::fact::updates_pending, [](const device::KeptFact&, Counted& of) { of.told = true; });
  each_fact(device::fact::critical_pending, [](const device::KeptFact& kept, Counted& of) {
    of.told = true;
    of.critical = parse_integer(kept.fact.value);
    of.critical_since = kept.since;
  });
  const auto exempt = exemptions(store, tenant, false, now);
  const Zone zone = tenant::zone_of(tenant);
  Compliance out;
  for (const device::Device& each : devices) {
    if (each.state == device::State::retired) ++out.retired;
    if (!each.is_live()) continue;
    const Policy policy = effective(policies, tenant.slug, each.details.group, each.name, "");
    out.devices.push_back(judge(each, by_device[each.id], counted[each.id], policy, exempt, zone, now));
    const Verdict verdict = out.devices.back().verdict;
    if (verdict == Verdict::exempt) ++out.exempt;
    else ++out.counted;
    if (verdict == Verdict::compliant) ++out.compliant;
  }
  return out;
}

}  // namespace mssp::patch
