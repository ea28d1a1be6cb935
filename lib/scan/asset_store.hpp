// The SQL of assets: the machines of a tenant that its scans have seen.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "db/connection.hpp"
#include "scan/report.hpp"
#include "tenant/tenant.hpp"

namespace mssp::scan {

struct Asset {
  std::string address;
  std::string hostname;  // may be empty
};

// The hosts of a report that are up and have an address, each address once, in the order of the report.
std::vector<Asset> assets_up(const Report& report);

// Ids of every asset of the tenant, by address.
std::map<std::string, std::int64_t> asset_ids(db::Connection& store, const tenant::Tenant& tenant);

// Adds those that are new and refreshes the others; a host that lost its name keeps the one it had.
void upsert_assets(db::Connection& store, const tenant::Tenant& tenant, const std::vector<Asset>& assets, Instant now);

}  // namespace mssp::scan
