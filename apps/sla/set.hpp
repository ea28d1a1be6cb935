// What `sla set` does, for commands that promise as a part of something else.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "context.hpp"
#include "sla/moment.hpp"
#include "sla/policy_change.hpp"

namespace mssp::sla {

struct Promise {
  std::optional<std::string> tenant;  // else the house default
  std::vector<PolicyChange> changes;  // made in this order, as one version
  std::optional<Moment> effective;    // else now
};
render::Result set_promise(Context& context, const Promise& promise);

}  // namespace mssp::sla
