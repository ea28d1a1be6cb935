#include "device/device_store.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/instants.hpp"

namespace mssp::device {
namespace {

// An asset is the same machine when it is known by the device's host name, or by its address.
std::string selection() {
  return "SELECT d.device_id, t.slug, d.name, d.hostname, d.person, d.location, d.os, d.os_version, d.address,"
         " coalesce(g.name, ''), d.state, d.agent, d.source, d.created_at, d.seen_at, d.enrolled_at, d.verified_at,"
         " d.evidence, d.retired_at, coalesce(m.name, ''), coalesce((SELECT min(a.address) FROM asset a"
         " WHERE a.tenant_id = d.tenant_id AND ((d.hostname <> '' AND (a.address = d.hostname OR a.hostname = d.hostname))"
         " OR (d.address <> '' AND a.address = d.address))), '') FROM device d JOIN tenant t ON t.tenant_id = d.tenant_id"
         " LEFT JOIN device_group g ON g.tenant_id = d.tenant_id AND g.group_id = d.group_id"
         " LEFT JOIN device m ON m.tenant_id = d.tenant_id AND m.device_id = d.merged_into";
}

Device device_of(const db::Row& row) {
  return {.id = row.integer(0),
          .tenant = row.text(1),
          .name = row.text(2),
          .details = {.hostname = row.text(3),
                      .person = row.text(4),
                      .location = row.text(5),
                      .os = row.text(6),
                      .os_version = row.text(7),
                      .address = row.text(8),
                      .group = row.text(9),
                      .agent = row.text(11)},
          .state = parse_state(row.text(10)),
          .source = row.text(12),
          .created_at = instant(row.integer(13)),
          .seen_at = db::instant_if(row, 14),
          .enrolled_at = db::instant_if(row, 15),
          .verified_at = db::instant_if(row, 16),
          .evidence = row.text(17),
          .retired_at = db::instant_if(row, 18),
          .merged_into = row.text(19),
          .asset = row.text(20)};
}

}  // namespace

std::vector<Device> devices(db::Connection& store, const Filter& filter) {
  std::vector<Device> all;
  const std::string state = filter.every ? "every" : filter.state ? std::string(name(*filter.state)) : "live";
  for (const db::Row& row :
       store.run(selection() + " WHERE (t.slug = $1 OR ($1 = 'all' AND t.status = 'active'))"
                               " AND d.name = coalesce(cast($2 AS TEXT), d.name)"
                               " AND (cast($3 AS TEXT) IS NULL OR g.name = $3)"
                               " AND ($4 = 'every' OR d.state = $4 OR ($4 = 'live' AND d.state NOT IN ('retired', 'merged')))"
                               " ORDER BY t.slug, d.name",
                 {filter.tenant, db::or_null(filter.device), db::or_null(filter.group), state})) {
    all.push_back(device_of(row));
  }
  return all;
}

Device device(db::Connection& store, const std::string& tenant, const std::string& name) {
  auto found = devices(store, {.tenant = tenant, .device = name, .every = true});
  if (!found.empty()) return std::move(found.front());
  std::vector<std::string> names;
  for (const db::Row& row : store.run("SELECT d.name FROM device d JOIN tenant t ON t.tenant_id = d.tenant_id"
                                      " WHERE t.slug = $1 ORDER BY d.name LIMIT 5000",
                                      {tenant})) {
    names.push_back(row.text(0));
  }
  std::string hint = did_you_mean(name, names);
  if (hint.empty()) hint = "'synos-mssp device list --tenant " + tenant + "' shows them";
  throw Error(Code::not_found, "tenant '" + tenant + "' has no device '" + printable(name) + "'", std::move(hint));
}

std::unordered_map<std::int64_t, Device> by_id(db::Connection& store, const tenant::Tenant& tenant) {
  std::unordered_map<std::int64_t, Device> all;
  for (const db::Row& row : store.run(selection() + " WHERE d.tenant_id = $1 AND d.state <> 'merged'", {tenant.id})) {
    all.emplace(row.integer(0), device_of(row));
  }
  return all;
}

Register known_signals(db::Connection& store, const tenant::Tenant& tenant) {
  Register known;
  std::vector<Signal> signals;
  std::int64_t device = 0;
  const auto finish = [&] {
    if (!signals.empty()) known.add(device, signals);
    signals.clear();
  };
  for (const db::Row& row :
       store.run("SELECT device_id, kind, value FROM device_signal WHERE tenant_id = $1 ORDER BY device_id, kind, value", {tenant.id})) {
    if (row.integer(0) != device) finish();
    device = row.integer(0);
    signals.push_back({parse_kind(row.text(1)).value(), row.text(2)});
  }
  finish();
  return known;
}

std::vector<KeptSignal> signals(db::Connection& store, const tenant::Tenant& tenant, const Device& device) {
  std::vector<KeptSignal> all;
  for (const db::Row& row : store.run("SELECT kind, value, source, first_seen, last_seen FROM device_signal"
                                      " WHERE tenant_id = $1 AND device_id = $2 ORDER BY kind, value",
                                      {tenant.id, device.id})) {
    all.push_back({{parse_kind(row.text(0)).value(), row.text(1)}, row.text(2), instant(row.integer(3)), instant(row.integer(4))});
  }
  return all;
}

std::vector<KeptFact> facts(db::Connection& store, const tenant::Tenant& tenant, const std::optional<std::int64_t>& device,
                            const std::optional<std::string>& name) {
  std::vector<KeptFact> all;
  for (const db::Row& row :
       store.run("SELECT f.device_id, f.name, f.item, f.value, f.source, f.first_seen, f.since, f.observed_at, f.gone_at"
                 " FROM device_fact f JOIN device d ON d.tenant_id = f.tenant_id AND d.device_id = f.device_id"
                 " WHERE f.tenant_id = $1 AND f.device_id = coalesce(cast($2 AS BIGINT), f.device_id)"
                 " AND f.name = coalesce(cast($3 AS TEXT), f.name)"
                 " AND (d.state NOT IN ('retired', 'merged') OR d.device_id = cast($2 AS BIGINT))"
                 " ORDER BY f.device_id, f.name, f.item, f.observed_at DESC, f.source",
                 {tenant.id, db::or_null(device), db::or_null(name)})) {
    all.push_back({.device = row.integer(0),
                   .fact = {row.text(1), row.text(2), row.text(3)},
                   .source = row.text(4),
                   .first_seen = instant(row.integer(5)),
                   .since = instant(row.integer(6)),
                   .observed_at = instant(row.integer(7)),
                   .gone_at = db::instant_if(row, 8)});
  }
  return all;
}

std::unordered_map<std::string, std::int64_t> groups(db::Connection& store, const tenant::Tenant& tenant) {
  std::unordered_map<std::string, std::int64_t> all;
  for (const db::Row& row : store.run("SELECT name, group_id FROM device_group WHERE tenant_id = $1", {tenant.id})) {
    all.emplace(row.text(0), row.integer(1));
  }
  return all;
}

std::unordered_map<std::string, std::int64_t> make_groups(db::Connection& store, const tenant::Tenant& tenant,
                                                          const std::vector<std::string>& names, Instant now) {
  auto known = groups(store, tenant);
  std::vector<db::Values> rows;
  for (const std::string& name : names) {
    if (known.emplace(name, 0).second) rows.push_back({tenant.id, name, epoch(now)});
  }
  if (rows.empty()) return known;
  store.insert("device_group", "tenant_id, name, created_at", rows);
  return groups(store, tenant);
}

void add_signal(db::Connection& store, const tenant::Tenant& tenant, const Device& device, const Signal& signal,
                const std::string& source, Instant now) {
  store.run(
      "INSERT INTO device_signal (tenant_id, device_id, kind, value, source, first_seen, last_seen)"
      " VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (tenant_id, device_id, kind, value) DO UPDATE"
      " SET last_seen = excluded.last_seen",
      {tenant.id, device.id, std::string(name(signal.kind)), signal.value, source, epoch(now)});
}

void move_knowledge(db::Connection& store, const tenant::Tenant& tenant, std::int64_t from, std::int64_t into) {
  const db::Values ids{tenant.id, from, into};
  store.run(
      "INSERT INTO device_signal (tenant_id, device_id, kind, value, source, first_seen, last_seen)"
      " SELECT tenant_id, cast($3 AS BIGINT), kind, value, source, first_seen, last_seen FROM device_signal"
      " WHERE tenant_id = $1 AND device_id = $2 ON CONFLICT (tenant_id, device_id, kind, value) DO NOTHING",
      ids);
  store.run("DELETE FROM device_signal WHERE tenant_id = $1 AND device_id = $2", {tenant.id, from});
  std::string sql =
      "INSERT INTO device_fact (tenant_id, device_id, name, item, source, value, first_seen, since, observed_at, gone_at)"
      " SELECT tenant_id, cast($3 AS BIGINT), name, item, source, value, first_seen, since, observed_at, gone_at FROM device_fact"
      " WHERE tenant_id = $1 AND device_id = $2 ON CONFLICT (tenant_id, device_id, name, item, source) DO UPDATE SET"
      " first_seen = CASE WHEN excluded.first_seen < device_fact.first_seen THEN excluded.first_seen ELSE device_fact.first_seen END";
  for (const std::string column : {"value", "since", "gone_at", "observed_at"}) {
    sql += ", " + column + " = CASE WHEN excluded.observed_at > device_fact.observed_at THEN excluded." + column +
           " ELSE device_fact." + column + " END";
  }
  store.run(sql, ids);
  store.run("DELETE FROM device_fact WHERE tenant_id = $1 AND device_id = $2", {tenant.id, from});
}

void update(db::Connection& store, const tenant::Tenant& tenant, const Device& device) {
  const Details& d = device.details;
  store.run(
      "UPDATE device SET hostname = $3, person = $4, location = $5, os = $6, os_version = $7, address = $8, agent = $9,"
      " group_id = (SELECT g.group_id FROM device_group g WHERE g.tenant_id = $1 AND g.name = $10), state = $11,"
      " enrolled_at = $12, verified_at = $13, evidence = $14, retired_at = $15, merged_into ="
      " (SELECT m.device_id FROM device m WHERE m.tenant_id = $1 AND m.name = $16), seen_at = $17"
      " WHERE tenant_id = $1 AND device_id = $2",
      {tenant.id, device.id, d.hostname, d.person, d.location, d.os, d.os_version, d.address, d.agent, d.group,
       std::string(name(device.state)), db::epoch_or_null(device.enrolled_at), db::epoch_or_null(device.verified_at), device.evidence,
       db::epoch_or_null(device.retired_at), device.merged_into, db::epoch_or_null(device.seen_at)});
}

}  // namespace mssp::device
