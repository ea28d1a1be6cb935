// The options that name the terms of a policy, for `sla set` and `sla simulate`.
#pragma once

#include <vector>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "sla/policy_change.hpp"

namespace mssp::sla {

// `others` and those of the terms.
std::vector<cli::Option> terms(std::vector<cli::Option> others);

// What they say; nothing is changed by those that are absent.
PolicyChange change_from(const cli::Arguments& arguments);

}  // namespace mssp::sla
