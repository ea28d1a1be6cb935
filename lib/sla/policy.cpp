#include "sla/policy.hpp"

#include <cstdlib>
#include <tuple>

namespace mssp::sla {

const Targets& Policy::of(Priority priority) const {
  return targets.at(static_cast<std::size_t>(priority));
}

std::string Policy::calendar_of(Priority priority) const {
  return priority == Priority::p1 && p1_around_the_clock ? std::string(Calendar::always_name) : calendar;
}

const Policy* in_force(const std::vector<Policy>& versions, Instant at) {
  const auto rank = [](const Policy& policy) {
    return std::tuple(policy.version > 0, policy.effective_from, std::abs(policy.version));
  };
  const Policy* found = nullptr;
  for (const Policy& policy : versions) {
    if (policy.effective_from > at) continue;
    if (!found || rank(*found) < rank(policy)) found = &policy;
  }
  return found;
}

}  // namespace mssp::sla
