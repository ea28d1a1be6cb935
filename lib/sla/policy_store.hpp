// The SQL of SLA policies.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "db/connection.hpp"
#include "sla/policy_change.hpp"
#include "tenant/tenant.hpp"

namespace mssp::sla {

// The versions of each tenant by its id, ascending; a tenant without any has an empty list. One statement.
std::map<std::int64_t, Versions> versions(db::Connection& store, const std::vector<tenant::Tenant>& tenants);

struct NewVersion {
  std::int64_t tenant_id;
  Policy policy;
};
// To be called in the transaction in which the versions were read. One statement.
void insert(db::Connection& store, const std::vector<NewVersion>& policies);

}  // namespace mssp::sla
