// The SQL of agreed maintenance windows.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "db/connection.hpp"
#include "patch/window.hpp"
#include "tenant/tenant.hpp"

namespace mssp::patch {

// Of one tenant, or of all; by tenant, and of each by group and in the order of the kinds of work.
std::map<std::int64_t, std::vector<Agreed>> agreed_windows(db::Connection& store, const std::optional<std::int64_t>& tenant_id);
std::vector<Agreed> agreed_windows(db::Connection& store, const tenant::Tenant& tenant);

// The tenant's policies with what was agreed.
config::PatchPolicies policies_of(db::Connection& store, const tenant::Tenant& tenant, const config::PatchPolicies& file);

// In place of the one of the same group and kind of work.
void agree(db::Connection& store, const tenant::Tenant& tenant, const Agreed& agreed);
void withdraw(db::Connection& store, const tenant::Tenant& tenant, const Agreed& agreed);

}  // namespace mssp::patch
