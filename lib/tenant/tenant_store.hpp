// The SQL of tenants.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "tenant/tenant.hpp"

namespace mssp::tenant {

// Error{not_found} with the nearest slug when there is none of that name.
Tenant get(db::Connection& store, const std::string& slug);
std::optional<Tenant> find(db::Connection& store, const std::string& slug);

struct Filter {
  std::optional<Status> status;
  std::optional<std::string> tier;
};
struct Listed {
  Tenant tenant;
  std::int64_t seats_used = 0;
};
// Ordered by slug; purged tenants only when asked for by status.
std::vector<Listed> list(db::Connection& store, const Filter& filter);

// Every slug but those of purged tenants, for suggestions and completion.
std::vector<std::string> slugs(db::Connection& store);

// Every slug there ever was, sorted by bytes: a purged tenant's is not given again, because the audit trail names it.
std::vector<std::string> all_slugs(db::Connection& store);

// What --tenant names: one tenant, or for 'all' every active one, by slug.
std::vector<Tenant> named(db::Connection& store, const std::string& slug_or_all);

// Error{conflict} naming the slug when one exists already. Ids are given by the store.
void insert(db::Connection& store, const std::vector<Tenant>& tenants);

// Writes every field but slug and created_at.
void update(db::Connection& store, const Tenant& tenant, Instant now);

// What counts against the seats and the tier's limits.
struct Usage {
  std::int64_t seats = 0;
  std::int64_t assets = 0;  // and live devices that are none of them: by host name or address
  std::int64_t scans = 0;  // imported within the period
};
Usage usage(db::Connection& store, const Tenant& tenant, const Period& month);

}  // namespace mssp::tenant
