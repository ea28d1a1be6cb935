// Maintenance windows agreed with one customer: when a kind of work is done on his devices, or on those of a group.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "patch/policy.hpp"

namespace mssp::patch {

// The kinds of work that have times of their own, named as in patch-policy.yml.
enum class Work { os_updates, third_party, signatures, scripts };
inline constexpr std::array works{Work::os_updates, Work::third_party, Work::signatures, Work::scripts};
std::string_view name(Work work);   // "os_updates"
std::string_view title(Work work);  // "OS updates"
std::optional<Work> parse_work(std::string_view text);

struct Agreed {
  std::string group;  // of devices; empty: every device of the tenant
  Work work = Work::os_updates;
  config::Recurrence times;
  Instant agreed_at;
};

// "os_updates", "os_updates of group servers".
std::string subject(const Agreed& agreed);

// Where policies have the times of a kind of work.
std::optional<config::Written<config::Recurrence>>& times_of(config::PatchPolicy& policy, Work work);
const Field<config::Recurrence>& times_of(const Policy& policy, Work work);

// Adds to the policies what was agreed with the tenant. Of one scope it comes before the file: the file is the house's
// rule, the agreement the customer's.
config::PatchPolicies with_agreed(config::PatchPolicies policies, const std::string& tenant, const std::vector<Agreed>& agreed);

}  // namespace mssp::patch
