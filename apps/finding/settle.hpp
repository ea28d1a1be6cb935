// Tells tickets that a scan found none of their findings any more.
#pragma once

#include "context.hpp"
#include "scan/scan_store.hpp"
#include "tenant/tenant.hpp"

namespace mssp::finding {

// Adds an internal note to each ticket that is worked on, of which the scan, imported at `now`, fixed a finding and none
// is open any more. To be called in the transaction of the import.
void tell_settled(Context& context, db::Connection& store, const tenant::Tenant& tenant, const scan::Scan& scan, Instant now);

}  // namespace mssp::finding
