// The SQL of patches and exemptions.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "patch/patch.hpp"
#include "tenant/tenant.hpp"

namespace mssp::patch {

// Of live devices, by device and patch.
std::vector<Patch> patches(db::Connection& store, const tenant::Tenant& tenant);

// Those that are not installed, of one tenant or of all; by tenant, and of each by device and patch.
std::map<std::int64_t, std::vector<Patch>> open_patches(db::Connection& store, const std::optional<std::int64_t>& tenant_id);

// What a file tells of one patch on one device that is known.
struct Told {
  std::int64_t device = 0;
  Patch patch;  // first_seen, status_since and device are not read
};
struct Merged {
  std::int64_t added = 0;
  std::int64_t changed = 0;    // with another status
  std::int64_t superseded = 0;  // listed as missing before, and by a complete list no more: installed
};
// The newest observation of a patch wins, of one time the last. `complete`: devices of which `told` holds every patch that
// is missing, with when that was; what the same source missed before counts as installed then. A constant number of statements.
Merged keep(db::Connection& store, const tenant::Tenant& tenant, const std::vector<Told>& told, const std::string& source,
            const std::map<std::int64_t, Instant>& complete);

// Devices of which the source has told patches.
std::vector<std::int64_t> devices_of(db::Connection& store, const tenant::Tenant& tenant, const std::string& source);

// By number; those that ended or were removed only when `every`.
std::vector<Exemption> exemptions(db::Connection& store, const tenant::Tenant& tenant, bool every, Instant now);
// Those that hold, of one tenant or of all, by tenant.
std::map<std::int64_t, std::vector<Exemption>> exemptions(db::Connection& store, const std::optional<std::int64_t>& tenant_id, Instant now);
// Numbers it.
Exemption add(db::Connection& store, const tenant::Tenant& tenant, Exemption exemption);
// Error{not_found} when there is none of that number that holds.
Exemption remove(db::Connection& store, const tenant::Tenant& tenant, std::int64_t number, Instant now);

// Hands what is known of a device's patches to another, of which it becomes part.
void move_patches(db::Connection& store, const tenant::Tenant& tenant, std::int64_t from, std::int64_t into);

}  // namespace mssp::patch
