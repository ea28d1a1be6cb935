#include "tenant/tenant_store.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"

namespace mssp::tenant {
namespace {

constexpr std::string_view columns =
    "t.tenant_id, t.slug, t.name, t.tier, t.seats, t.status, t.timezone, t.contact, t.created_at";

Tenant tenant_of(const db::Row& row) {
  return {.id = row.integer(0),
          .slug = row.text(1),
          .name = row.text(2),
          .tier = row.text(3),
          .seats = row.integer(4),
          .status = *parse_status(row.text(5)),
          .timezone = row.text(6),
          .contact = row.text(7),
          .created_at = instant(row.integer(8))};
}

std::string select(std::string_view rest) { return "SELECT " + std::string(columns) + " FROM tenant t " + std::string(rest); }

}  // namespace

std::optional<Tenant> find(db::Connection& store, const std::string& slug) {
  const db::Rows rows = store.run(select("WHERE t.slug = $1"), {slug});
  if (rows.empty()) return std::nullopt;
  return tenant_of(rows.front());
}

Tenant get(db::Connection& store, const std::string& slug) {
  if (auto found = find(store, slug)) return std::move(*found);
  throw Error(Code::not_found, "no tenant '" + printable(slug) + "'", did_you_mean(slug, slugs(store)));
}

std::vector<Listed> list(db::Connection& store, const Filter& filter) {
  const auto status = filter.status ? std::optional(std::string(name(*filter.status))) : std::nullopt;
  const db::Rows rows = store.run(
      "SELECT " + std::string(columns) +
          ", coalesce(m.used, 0) FROM tenant t"
          " LEFT JOIN (SELECT tenant_id, count(*) AS used FROM membership GROUP BY tenant_id) m ON m.tenant_id = t.tenant_id"
          " WHERE t.status = coalesce(cast($1 AS TEXT), t.status) AND (t.status <> 'purged' OR $1 = 'purged')"
          " AND t.tier = coalesce(cast($2 AS TEXT), t.tier) ORDER BY t.slug",
      {db::or_null(status), db::or_null(filter.tier)});
  std::vector<Listed> all;
  all.reserve(rows.size());
  for (const db::Row& row : rows) all.push_back({tenant_of(row), row.integer(9)});
  return all;
}

std::vector<std::string> slugs(db::Connection& store) {
  std::vector<std::string> all;
  for (const db::Row& row : store.run("SELECT slug FROM tenant WHERE status <> 'purged' ORDER BY slug")) {
    all.push_back(row.text(0));
  }
  return all;
}

std::vector<std::string> all_slugs(db::Connection& store) {
  std::vector<std::string> all;
  for (const db::Row& row : store.run("SELECT slug FROM tenant")) all.push_back(row.text(0));
  std::sort(all.begin(), all.end());  // the engine's collation may differ
  return all;
}

std::vector<Tenant> named(db::Connection& store, const std::string& slug_or_all) {
  if (slug_or_all != every_tenant) return {get(store, slug_or_all)};
  std::vector<Tenant> all;
  for (const db::Row& row : store.run(select("WHERE t.status = 'active' ORDER BY t.slug"))) all.push_back(tenant_of(row));
  return all;
}

void insert(db::Connection& store, const std::vector<Tenant>& tenants) {
  std::vector<db::Values> rows;
  rows.reserve(tenants.size());
  for (const Tenant& tenant : tenants) {
    rows.push_back({tenant.slug, tenant.name, tenant.tier, tenant.seats, std::string(name(tenant.status)),
                    tenant.timezone, tenant.contact, epoch(tenant.created_at), epoch(tenant.created_at)});
  }
  try {
    store.insert("tenant", "slug, name, tier, seats, status, timezone, contact, created_at, changed_at", rows);
  } catch (const db::Violation&) {
    // The slug is the only thing two tenants may not share; one that exists is named, when only one was to be made.
    throw Error(Code::conflict,
                tenants.size() == 1 ? "tenant '" + tenants.front().slug + "' exists already" : "a tenant exists already",
                "--if-not-exists accepts one that is there, --slug names another");
  }
}

void update(db::Connection& store, const Tenant& tenant, Instant now) {
  store.run(
      "UPDATE tenant SET name = $1, tier = $2, seats = $3, status = $4, timezone = $5, contact = $6, changed_at = $7"
      " WHERE tenant_id = $8",
      {tenant.name, tenant.tier, tenant.seats, std::string(name(tenant.status)), tenant.timezone, tenant.contact,
       epoch(now), tenant.id});
}

Usage usage(db::Connection& store, const Tenant& tenant, const Period& month) {
  const db::Rows rows = store.run(
      "SELECT (SELECT count(*) FROM membership WHERE tenant_id = $1), (SELECT count(*) FROM asset WHERE tenant_id = $1)"
      " + (SELECT count(*) FROM device d WHERE d.tenant_id = $1 AND d.state NOT IN ('retired', 'merged') AND NOT EXISTS"
      " (SELECT 1 FROM asset a WHERE a.tenant_id = d.tenant_id AND ((d.hostname <> '' AND (a.address = d.hostname"
      " OR a.hostname = d.hostname)) OR (d.address <> '' AND a.address = d.address)))),"
      " (SELECT count(*) FROM scan WHERE tenant_id = $1 AND imported_at >= $2 AND imported_at < $3)",
      {tenant.id, epoch(month.from), epoch(month.to)});
  return {rows.front().integer(0), rows.front().integer(1), rows.front().integer(2)};
}

}  // namespace mssp::tenant
