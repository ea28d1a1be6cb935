// Whether a tenant's tier allows one more scan this month.
#pragma once

#include <vector>

#include "config/tiers.hpp"
#include "db/connection.hpp"
#include "tenant/tenant.hpp"

namespace mssp::scan {

// Error{limit} when the scans imported this month, in the tenant's zone, and those under way are as many as allowed.
void require_another_scan(db::Connection& store, const tenant::Tenant& tenant, const std::vector<config::Tier>& tiers, Instant now);

}  // namespace mssp::scan
