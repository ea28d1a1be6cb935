// Outages as commands and the audit trail tell them.
#pragma once

#include "audit/audit.hpp"
#include "monitor/outage_store.hpp"
#include "render/value.hpp"

namespace mssp::outage {

render::Object describe(const monitor::RecordedOutage& recorded);
audit::Change audited(const monitor::RecordedOutage& recorded);

// Error{usage} for an outage that begins in the future, ends there, or does not end after it begins.
void refuse_impossible(const monitor::Outage& outage, Instant now);

}  // namespace mssp::outage
