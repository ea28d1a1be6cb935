// Tells tickets that none of their findings is open any more.
#pragma once

#include "context.hpp"
#include "finding/finding.hpp"
#include "scan/scan_store.hpp"
#include "tenant/tenant.hpp"

namespace mssp::finding {

// Adds an internal note to each ticket that is worked on, of which the scan, imported at `now`, fixed a finding and none
// is open any more. To be called in the transaction of the import.
void tell_settled(Context& context, db::Connection& store, const tenant::Tenant& tenant, const scan::Scan& scan, Instant now);

// The same after people decided that these findings, which were open, are `state`; `tenants` are theirs.
void tell_decided(Context& context, db::Connection& store, const std::vector<tenant::Tenant>& tenants,
                  const std::vector<std::string>& handles, State state);

}  // namespace mssp::finding
