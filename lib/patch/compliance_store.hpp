// Which devices keep to their patch policies, from what the store knows of one tenant or of all.
#pragma once

#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "db/connection.hpp"
#include "patch/patch.hpp"
#include "patch/window.hpp"
#include "tenant/tenant.hpp"

namespace mssp::patch {

// What is judged about the live devices of a tenant; by device.
struct Evidence {
  std::unordered_map<std::int64_t, std::vector<Patch>> open;  // patches that are not installed
  std::unordered_map<std::int64_t, Counted> counted;
  std::vector<Exemption> exemptions;  // that hold
  std::vector<Agreed> windows;

  bool waits() const;  // something is to be installed, as far as anybody has told
};
// Of one tenant, or of all, by tenant. Five statements.
std::map<std::int64_t, Evidence> evidence(db::Connection& store, const std::optional<std::int64_t>& tenant_id, Instant now);

// The tenant's live ones among `devices`, which must outlive the answer, judged under their policies, in their order.
Compliance compliance(const Evidence& evidence, const tenant::Tenant& tenant, const config::PatchPolicies& policies,
                      const std::vector<device::Device>& devices, Instant now);
Compliance compliance(db::Connection& store, const tenant::Tenant& tenant, const config::PatchPolicies& policies,
                      const std::vector<device::Device>& devices, Instant now);
Compliance compliance(db::Connection& store, const tenant::Tenant& tenant, const config::PatchPolicies& policies,
                      std::vector<device::Device>&& devices, Instant now) = delete;

}  // namespace mssp::patch
