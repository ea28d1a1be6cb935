#include "scan/scope_store.hpp"

#include <algorithm>
#include <tuple>

#include "base/slug.hpp"
#include "db/instants.hpp"

namespace mssp::scan {

std::vector<ListedScope> scopes(db::Connection& store, const std::string& slug_or_all) {
  std::vector<ListedScope> all;
  for (const db::Row& row : store.run(
           "SELECT t.slug, s.network, s.excluded, s.reference, s.until_at FROM scan_scope s"
           " JOIN tenant t ON t.tenant_id = s.tenant_id WHERE t.slug = $1 OR ($1 = $2 AND t.status = 'active')",
           {slug_or_all, std::string(every_tenant)})) {
    all.push_back({row.text(0), {.network = parse_network(row.text(1)).value(),
                                 .excluded = row.integer(2) == 1,
                                 .reference = row.text(3),
                                 .until = db::instant_if(row, 4)}});
  }
  // As numbers: the text of an address sorts 10 before 9.
  std::sort(all.begin(), all.end(), [](const ListedScope& one, const ListedScope& other) {
    return std::tie(one.tenant, one.scope.network) < std::tie(other.tenant, other.scope.network);
  });
  return all;
}

std::vector<Scope> scopes_of(db::Connection& store, const tenant::Tenant& tenant) {
  std::vector<Scope> all;
  for (ListedScope& listed : scopes(store, tenant.slug)) all.push_back(std::move(listed.scope));
  return all;
}

void put(db::Connection& store, const tenant::Tenant& tenant, const Scope& scope, Instant now) {
  store.run(
      "INSERT INTO scan_scope (tenant_id, network, excluded, reference, until_at, added_at) VALUES ($1, $2, $3, $4, $5, $6)"
      " ON CONFLICT (tenant_id, network) DO UPDATE SET excluded = excluded.excluded, reference = excluded.reference,"
      " until_at = excluded.until_at",
      {tenant.id, text(scope.network), std::int64_t{scope.excluded}, scope.reference,
       db::epoch_or_null(scope.until), epoch(now)});
}

void remove(db::Connection& store, const tenant::Tenant& tenant, const Network& network) {
  store.run("DELETE FROM scan_scope WHERE tenant_id = $1 AND network = $2", {tenant.id, text(network)});
}

}  // namespace mssp::scan
