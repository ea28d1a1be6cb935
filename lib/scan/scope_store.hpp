// The SQL of authorised networks.
#pragma once

#include <string>
#include <vector>

#include "db/connection.hpp"
#include "scan/scope.hpp"
#include "tenant/tenant.hpp"

namespace mssp::scan {

struct ListedScope {
  std::string tenant;  // slug
  Scope scope;
};
// By tenant and network; `slug_or_all` as tenant::named takes it, and known to exist.
std::vector<ListedScope> scopes(db::Connection& store, const std::string& slug_or_all);
std::vector<Scope> scopes_of(db::Connection& store, const tenant::Tenant& tenant);

// Adds a network, or gives the one that is there another reference and end.
void put(db::Connection& store, const tenant::Tenant& tenant, const Scope& scope, Instant now);
void remove(db::Connection& store, const tenant::Tenant& tenant, const Network& network);

}  // namespace mssp::scan
