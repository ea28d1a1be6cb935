// Days to repair as remediation.yml gives them to a tenant.
#pragma once

#include <string_view>

#include "config/remediation.hpp"
#include "finding/finding.hpp"

namespace mssp::finding {

Remediation remediation_of(const config::Remediation& file, std::string_view tenant);

}  // namespace mssp::finding
