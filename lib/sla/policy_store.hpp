// The SQL of SLA policies.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "db/connection.hpp"
#include "sla/policy_change.hpp"
#include "tenant/tenant.hpp"

namespace mssp::sla {

// The versions of each tenant by its id, ascending, those of the house with numbers below 0 first. One statement.
std::map<std::int64_t, Versions> versions(db::Connection& store, const std::vector<tenant::Tenant>& tenants);

struct NewVersion {
  std::int64_t tenant_id;
  Policy policy;
};
// To be called in the transaction in which the versions were read. One statement. The policies say who recorded them.
void insert(db::Connection& store, const std::vector<NewVersion>& policies);

// The versions of the house default, here with their numbers 1, 2, 3 ... One statement each.
Versions house_versions(db::Connection& store);
void insert_house(db::Connection& store, const Policy& policy);

}  // namespace mssp::sla
