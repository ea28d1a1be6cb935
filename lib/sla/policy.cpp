#include "sla/policy.hpp"

#include <tuple>

namespace mssp::sla {

const Targets& Policy::of(Priority priority) const {
  return targets.at(static_cast<std::size_t>(priority));
}

std::string Policy::calendar_of(Priority priority) const {
  return priority == Priority::p1 && p1_around_the_clock ? std::string(Calendar::always_name) : calendar;
}

const Policy* in_force(const std::vector<Policy>& versions, Instant at) {
  const Policy* found = nullptr;
  for (const Policy& policy : versions) {
    if (policy.effective_from > at) continue;
    if (!found || std::tie(found->effective_from, found->version) < std::tie(policy.effective_from, policy.version)) {
      found = &policy;
    }
  }
  return found;
}

}  // namespace mssp::sla
