#include "patch/patch_store.hpp"

#include <fmt/core.h>

#include "base/error.hpp"
#include "db/instants.hpp"

namespace mssp::patch {
namespace {

// Of devices in service; `condition` may name $1.
db::Rows rows_of(db::Connection& store, const std::string& condition, const db::Values& values) {
  return store.run("SELECT p.tenant_id, p.device_id, p.patch, p.title, p.severity, p.category, p.status, p.source, p.released_at,"
                   " p.approved_at, p.first_seen, p.status_since, p.observed_at FROM device_patch p"
                   " JOIN device d ON d.tenant_id = p.tenant_id AND d.device_id = p.device_id"
                   " WHERE d.state NOT IN ('retired', 'merged') AND " + condition + " ORDER BY p.tenant_id, p.device_id, p.patch",
                   values);
}

Patch patch_of(const db::Row& row) {
  return {.device = row.integer(1),
          .id = row.text(2),
          .title = row.text(3),
          .severity = parse_severity(row.text(4)).value(),
          .category = parse_category(row.text(5)).value(),
          .status = parse_status(row.text(6)).value(),
          .source = row.text(7),
          .released_at = db::instant_if(row, 8),
          .approved_at = db::instant_if(row, 9),
          .first_seen = instant(row.integer(10)),
          .status_since = instant(row.integer(11)),
          .observed_at = instant(row.integer(12))};
}

// `condition` may name $1 and what follows in `values`.
db::Rows exemption_rows(db::Connection& store, const std::string& condition, const db::Values& values) {
  return store.run("SELECT e.tenant_id, e.number, e.device_id, coalesce(d.name, ''), e.patch, e.reason, e.approver, e.created_at,"
                   " e.expires_at, e.removed_at FROM patch_exemption e"
                   " LEFT JOIN device d ON d.tenant_id = e.tenant_id AND d.device_id = e.device_id WHERE " + condition +
                       " ORDER BY e.tenant_id, e.number",
                   values);
}

Exemption exemption_of(const db::Row& row) {
  return {.number = row.integer(1),
          .device = row.optional_integer(2),
          .device_name = row.text(3),
          .patch = row.text(4),
          .reason = row.text(5),
          .approver = row.text(6),
          .created_at = instant(row.integer(7)),
          .expires_at = instant(row.integer(8)),
          .removed_at = db::instant_if(row, 9)};
}

}  // namespace

std::vector<Patch> patches(db::Connection& store, const tenant::Tenant& tenant) {
  std::vector<Patch> all;
  for (const db::Row& row : rows_of(store, "p.tenant_id = $1", {tenant.id})) all.push_back(patch_of(row));
  return all;
}

std::map<std::int64_t, std::vector<Patch>> open_patches(db::Connection& store, const std::optional<std::int64_t>& tenant_id) {
  const std::string open = "p.status <> 'installed'";
  std::map<std::int64_t, std::vector<Patch>> all;
  for (const db::Row& row : tenant_id ? rows_of(store, open + " AND p.tenant_id = $1", {*tenant_id}) : rows_of(store, open, {})) {
    all[row.integer(0)].push_back(patch_of(row));
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
  whole.reserve(complete.size());
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
    sql += fmt::format(", {0} = CASE WHEN {1} THEN excluded.{0} ELSE device_patch.{0} END", column, later);
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
  for (const db::Row& row : exemption_rows(store, "e.tenant_id = $1 AND ($2 = 1 OR (e.removed_at IS NULL AND e.expires_at > $3))",
                                           {tenant.id, std::int64_t{every}, epoch(now)})) {
    all.push_back(exemption_of(row));
  }
  return all;
}

std::map<std::int64_t, std::vector<Exemption>> exemptions(db::Connection& store, const std::optional<std::int64_t>& tenant_id,
                                                          Instant now) {
  std::map<std::int64_t, std::vector<Exemption>> all;
  for (const db::Row& row : exemption_rows(store, "e.tenant_id = coalesce(cast($1 AS BIGINT), e.tenant_id) AND e.removed_at IS NULL"
                                                  " AND e.expires_at > $2",
                                           {db::or_null(tenant_id), epoch(now)})) {
    all[row.integer(0)].push_back(exemption_of(row));
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

}  // namespace mssp::patch
