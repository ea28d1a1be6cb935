// Within how many days findings are to be repaired, with a word about tenants of the file that are not there.
#pragma once

#include "config/remediation.hpp"
#include "context.hpp"

namespace mssp::finding {

// remediation.yml; a note tells of each tenant that it names and that the store does not know.
config::Remediation repair_days(Context& context, db::Connection& store);

}  // namespace mssp::finding
