#include "user/user_store.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::user {
namespace {

constexpr std::string_view select =
    "SELECT t.slug, p.email, m.role, m.assigned_at FROM membership m"
    " JOIN tenant t ON t.tenant_id = m.tenant_id JOIN person p ON p.person_id = m.person_id ";

Membership membership_of(const db::Row& row) {
  return {.tenant = row.text(0), .email = row.text(1), .role = row.text(2), .assigned_at = instant(row.integer(3))};
}

std::vector<Membership> memberships(const db::Rows& rows) {
  std::vector<Membership> all;
  all.reserve(rows.size());
  for (const db::Row& row : rows) all.push_back(membership_of(row));
  return all;
}

}  // namespace

std::optional<Membership> find(db::Connection& store, const tenant::Tenant& tenant, const std::string& email) {
  const db::Rows rows = store.run(std::string(select) + "WHERE m.tenant_id = $1 AND p.address_key = $2",
                                  {tenant.id, lower_ascii(email)});
  if (rows.empty()) return std::nullopt;
  return membership_of(rows.front());
}

Membership assign(db::Connection& store, const tenant::Tenant& tenant, const std::string& email, const std::string& role,
                  Instant now) {
  const std::string key = lower_ascii(email);
  if (!find(store, tenant, email)) {
    const std::int64_t used =
        store.run("SELECT count(*) FROM membership WHERE tenant_id = $1", {tenant.id}).front().integer(0);
    require_seat(tenant.slug, used, tenant.seats, email);
  }
  store.run("INSERT INTO person (address_key, email, created_at) VALUES ($1, $2, $3) ON CONFLICT (address_key) DO NOTHING",
            {key, email, epoch(now)});
  store.run(
      "INSERT INTO membership (tenant_id, person_id, role, assigned_at)"
      " SELECT $1, person_id, $2, $3 FROM person WHERE address_key = $4"
      " ON CONFLICT (tenant_id, person_id) DO UPDATE SET role = excluded.role",
      {tenant.id, role, epoch(now), key});
  return *find(store, tenant, email);
}

void unassign(db::Connection& store, const tenant::Tenant& tenant, const std::string& email) {
  if (!find(store, tenant, email)) {
    std::vector<std::string> known;
    for (const Membership& membership : list(store, tenant.slug)) known.push_back(membership.email);
    throw Error(Code::not_found, "no user '" + printable(email) + "' of tenant '" + tenant.slug + "'",
                did_you_mean(email, known));
  }
  const std::string key = lower_ascii(email);
  store.run(
      "DELETE FROM membership WHERE tenant_id = $1"
      " AND person_id = (SELECT person_id FROM person WHERE address_key = $2)",
      {tenant.id, key});
  store.run(
      "DELETE FROM person WHERE address_key = $1 AND NOT EXISTS"
      " (SELECT 1 FROM membership m WHERE m.person_id = person.person_id)",
      {key});
}

std::vector<Membership> list(db::Connection& store, const std::optional<std::string>& tenant) {
  return memberships(store.run(
      std::string(select) + "WHERE t.slug = coalesce(cast($1 AS TEXT), t.slug) ORDER BY t.slug, p.address_key",
      {db::or_null(tenant)}));
}

std::vector<Membership> of_person(db::Connection& store, const std::string& email) {
  std::vector<Membership> all = memberships(
      store.run(std::string(select) + "WHERE p.address_key = $1 ORDER BY t.slug", {lower_ascii(email)}));
  if (!all.empty()) return all;
  std::vector<std::string> known;
  for (const db::Row& row : store.run("SELECT email FROM person")) known.push_back(row.text(0));
  throw Error(Code::not_found, "no user '" + printable(email) + "'", did_you_mean(email, known));
}

}  // namespace mssp::user
