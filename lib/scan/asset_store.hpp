// The SQL of assets: the machines and other things of a tenant that its scans have seen, or that were listed by hand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "db/connection.hpp"
#include "tenant/tenant.hpp"

namespace mssp::scan {

struct Asset {
  std::int64_t id = 0;
  std::string tenant;    // slug
  std::string address;   // how it is known
  std::string hostname;  // may be empty
  Instant first_seen;
  Instant last_seen;
  std::vector<std::string> tags;  // sorted
  std::int64_t open = 0;          // findings
  std::int64_t critical = 0;      // open ones that are critical
};

struct AssetFilter {
  std::string tenant;  // slug or 'all', known to exist
  std::optional<std::string> address;
  std::optional<std::string> tag;
};
// By tenant and address. Two statements, however many there are.
std::vector<Asset> assets(db::Connection& store, const AssetFilter& filter);

// Error{not_found} when the tenant has none of that address.
Asset asset(db::Connection& store, const std::string& tenant, const std::string& address);

struct NewAsset {
  std::string address;
  std::string hostname;  // may be empty
  std::vector<std::string> tags;
};
// Adds those that are new, with tags; refreshes the host name and adds the tags of the others. How many were new.
// Each address once. To be called in the transaction that checked the limits.
std::int64_t add_assets(db::Connection& store, const tenant::Tenant& tenant, const std::vector<NewAsset>& assets,
                        Instant now);

// How many of these addresses the tenant has not yet.
std::int64_t unknown_assets(db::Connection& store, const tenant::Tenant& tenant, const std::vector<NewAsset>& assets);

// Whether that changed anything.
bool add_tag(db::Connection& store, const tenant::Tenant& tenant, const Asset& asset, const std::string& tag);
bool remove_tag(db::Connection& store, const tenant::Tenant& tenant, const Asset& asset, const std::string& tag);

}  // namespace mssp::scan
