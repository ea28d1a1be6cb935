#include "patch/window.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mssp::patch {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, works.size()> words{{{"os_updates", "OS updates"},
                                                                                         {"third_party", "third-party updates"},
                                                                                         {"signatures", "antivirus signatures"},
                                                                                         {"scripts", "script tasks"}}};

}  // namespace

std::string_view name(Work work) { return words.at(static_cast<std::size_t>(work)).first; }
std::string_view title(Work work) { return words.at(static_cast<std::size_t>(work)).second; }

std::optional<Work> parse_work(std::string_view text) {
  const auto found = std::find_if(works.begin(), works.end(), [&](Work each) { return name(each) == text; });
  return found == works.end() ? std::nullopt : std::optional(*found);
}

std::string subject(const Agreed& agreed) {
  return std::string(name(agreed.work)) + (agreed.group.empty() ? "" : " of group " + agreed.group);
}

std::optional<config::Written<config::Recurrence>>& times_of(config::PatchPolicy& policy, Work work) {
  const std::array all{&policy.os_updates, &policy.third_party, &policy.signatures, &policy.scripts};
  return *all.at(static_cast<std::size_t>(work));
}

const Field<config::Recurrence>& times_of(const Policy& policy, Work work) {
  const std::array all{&policy.os_updates, &policy.third_party, &policy.signatures, &policy.scripts};
  return *all.at(static_cast<std::size_t>(work));
}

config::PatchPolicies with_agreed(config::PatchPolicies policies, const std::string& tenant, const std::vector<Agreed>& agreed) {
  for (const Agreed& each : agreed) {
    config::PatchPolicy policy;
    policy.tenant = tenant;
    policy.group = each.group;
    policy.origin = "agreed " + rfc3339(each.agreed_at);
    times_of(policy, each.work) = config::Written<config::Recurrence>{each.times, 0};
    policies.policies.push_back(std::move(policy));
  }
  return policies;
}

}  // namespace mssp::patch
