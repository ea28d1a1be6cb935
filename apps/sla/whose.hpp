// Whose policy is asked for: a tenant's, or that of the house.
#pragma once

#include <optional>
#include <string>

#include "context.hpp"
#include "sla/policy_change.hpp"

namespace mssp::sla {

struct Whose {
  std::optional<std::string> tenant;  // else the house default
};

// Error{usage} unless just one of --tenant and --default is there.
Whose whose(const cli::Arguments& arguments);
cli::Option house_default();  // --default

Versions versions_of(Context& context, const Whose& whose);

}  // namespace mssp::sla
