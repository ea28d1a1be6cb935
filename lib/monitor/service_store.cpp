#include "monitor/service_store.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/instants.hpp"

namespace mssp::monitor {
namespace {

constexpr std::string_view columns =
    "v.service_id, v.tenant_id, t.slug, v.name, v.url, v.interval_seconds, v.timeout_seconds, v.retries, v.watched_from,"
    " v.removed_at, v.checked_at";

Service service_from(const db::Row& row) {
  return {.id = row.integer(0),
          .tenant_id = row.integer(1),
          .tenant = row.text(2),
          .name = row.text(3),
          .url = row.optional_text(4),
          .interval = Seconds{row.integer(5)},
          .timeout = Seconds{row.integer(6)},
          .retries = row.integer(7),
          .watched_from = instant(row.integer(8)),
          .removed_at = db::instant_if(row, 9),
          .checked_at = db::instant_if(row, 10)};
}

std::vector<Service> services(db::Connection& store, const std::string& where, const db::Values& arguments) {
  std::vector<Service> all;
  for (const db::Row& row : store.run("SELECT " + std::string(columns) +
                                          " FROM service v JOIN tenant t ON t.tenant_id = v.tenant_id WHERE " + where +
                                          " ORDER BY t.slug, v.name",
                                      arguments)) {
    all.push_back(service_from(row));
  }
  return all;
}

}  // namespace

void insert(db::Connection& store, const Service& service) {
  try {
    store.insert("service",
                 "tenant_id, name, url, interval_seconds, timeout_seconds, retries, watched_from, claim, claimed_until",
                 {{service.tenant_id, service.name, db::or_null(service.url), service.interval.count(),
                   service.timeout.count(), service.retries, epoch(service.watched_from), std::int64_t{0}, std::int64_t{0}}});
  } catch (const db::Violation&) {
    throw Error(Code::conflict, "tenant '" + service.tenant + "' has or had a service '" + service.name + "'",
                "choose another name: what is known of a service stays its own");
  }
}

std::vector<Service> list(db::Connection& store, const std::optional<std::string>& tenant) {
  return services(store, "v.removed_at IS NULL AND t.slug = coalesce(cast($1 AS TEXT), t.slug)", {db::or_null(tenant)});
}

Service get(db::Connection& store, const tenant::Tenant& tenant, const std::string& name) {
  std::vector<std::string> names;
  for (const Service& service : list(store, tenant.slug)) {
    if (service.name == name) return service;
    names.push_back(service.name);
  }
  const std::string hint = did_you_mean(name, names);
  throw Error(Code::not_found, "tenant '" + tenant.slug + "' has no service '" + printable(name) + "'",
              hint.empty() ? "'synos-mssp monitor list' shows those there are" : hint);
}

void remove(db::Connection& store, const Service& service, Instant now) {
  store.run("UPDATE service SET removed_at = $1 WHERE tenant_id = $2 AND service_id = $3",
            {epoch(now), service.tenant_id, service.id});
}

Claim claim_due(db::Connection& store, Instant now, Seconds patience) {
  Claim claim;
  claim.number = store.run("SELECT coalesce(max(claim), 0) + 1 FROM service").front().integer(0);
  store.run(
      "UPDATE service SET claim = $1, claimed_until = $2 WHERE url IS NOT NULL AND removed_at IS NULL"
      " AND claimed_until <= $3 AND (checked_at IS NULL OR checked_at + interval_seconds <= $3)"
      " AND tenant_id IN (SELECT tenant_id FROM tenant WHERE status = 'active')",
      {claim.number, epoch(now + patience), epoch(now)});
  claim.services = services(store, "v.claim = $1 AND v.claimed_until > $2", {claim.number, epoch(now)});
  return claim;
}

std::vector<std::optional<Change>> last_changes(db::Connection& store, const Claim& claim) {
  std::map<std::pair<std::int64_t, std::int64_t>, Change> last;
  for (const db::Row& row :
       store.run("SELECT s.tenant_id, s.service_id, s.from_at, s.state, s.detail FROM service_state s"
                 " JOIN (SELECT c.tenant_id, c.service_id, max(c.from_at) AS newest FROM service_state c"
                 " JOIN service v ON v.tenant_id = c.tenant_id AND v.service_id = c.service_id WHERE v.claim = $1"
                 " GROUP BY c.tenant_id, c.service_id) n"
                 " ON n.tenant_id = s.tenant_id AND n.service_id = s.service_id AND n.newest = s.from_at"
                 " ORDER BY s.tenant_id, s.service_id",
                 {claim.number})) {
    last[{row.integer(0), row.integer(1)}] = {instant(row.integer(2)), parse_state(row.text(3)).value(), row.text(4)};
  }
  std::vector<std::optional<Change>> all;
  for (const Service& service : claim.services) {
    const auto found = last.find({service.tenant_id, service.id});
    all.push_back(found == last.end() ? std::nullopt : std::optional(found->second));
  }
  return all;
}

void record(db::Connection& store, const Claim& claim, const std::vector<Found>& found, Instant at) {
  std::vector<db::Values> rows;
  rows.reserve(found.size());
  for (const Found& each : found) {
    rows.push_back({each.tenant_id, each.service_id, epoch(each.change.from), std::string(name(each.change.state)),
                    each.change.detail});
  }
  store.insert("service_state", "tenant_id, service_id, from_at, state, detail", rows);
  store.run("UPDATE service SET checked_at = $1, claimed_until = 0 WHERE claim = $2", {epoch(at), claim.number});
}

std::vector<Knowledge> knowledge(db::Connection& store, const std::vector<tenant::Tenant>& tenants, Instant up_to) {
  std::vector<Knowledge> all;
  if (tenants.empty()) return all;
  const auto only = tenants.size() == 1 ? std::optional(tenants.front().id) : std::nullopt;
  const std::string whose = "tenant_id = coalesce(cast($1 AS BIGINT), tenant_id) AND from_at < $2 ORDER BY tenant_id, service_id, from_at";
  std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> place;
  for (Service& service : services(store, "v.tenant_id = coalesce(cast($1 AS BIGINT), v.tenant_id)", {db::or_null(only)})) {
    place[{service.tenant_id, service.id}] = all.size();
    all.push_back({.service = std::move(service), .changes = {}, .outages = {}, .maintenance = {}});
  }
  const db::Values arguments{db::or_null(only), epoch(up_to)};
  const auto each = [&](const std::string& what, auto&& take) {
    for (const db::Row& row : store.run("SELECT tenant_id, service_id, from_at, " + what + " WHERE " + whose, arguments)) {
      const auto found = place.find({row.integer(0), row.integer(1)});
      if (found != place.end()) take(all[found->second], row);
    }
  };
  each("state, detail FROM service_state", [](Knowledge& known, const db::Row& row) {
    known.changes.push_back({instant(row.integer(2)), parse_state(row.text(3)).value(), row.text(4)});
  });
  each("to_at, reason FROM outage", [](Knowledge& known, const db::Row& row) {
    known.outages.push_back({instant(row.integer(2)), db::instant_if(row, 3), row.text(4)});
  });
  each("to_at, agreed_at, reason FROM maintenance", [](Knowledge& known, const db::Row& row) {
    known.maintenance.push_back({instant(row.integer(2)), instant(row.integer(3)), instant(row.integer(4)), row.text(5)});
  });
  // What was checked later than the instant asked for is not known at it.
  for (Knowledge& known : all) {
    if (known.service.checked_at && *known.service.checked_at > up_to) known.service.checked_at = up_to;
  }
  return all;
}

}  // namespace mssp::monitor
