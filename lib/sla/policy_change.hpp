// How a tenant's policy changes: version after version, each built on the one in force.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "render/value.hpp"
#include "sla/policy.hpp"

namespace mssp::sla {

using Versions = std::vector<Policy>;  // of one tenant, in any order

// Version 0, for tenants without a version of their own: around the clock, no uptime promised, response and resolution
// P1 1h/4h, P2 2h/8h, P3 4h/24h, P4 8h/72h.
const Policy& built_in_policy();

// The version in force at an instant. Before the first version nothing was promised, and the built-in policy is given.
const Policy& policy_at(const Versions& versions, Instant at);
// The policy that grades a ticket: the version in force when it was opened. History recorded later that is older than
// the first version is graded by the first: it is the best known of what was promised then.
const Policy& policy_for_ticket(const Versions& versions, Instant opened_at);
// The version of that number. Throws std::logic_error when there is none: versions are never deleted.
const Policy& policy_of(const Versions& versions, std::int64_t version);

// What to change; the rest stays as in the version in force.
struct PolicyChange {
  std::optional<Priority> priority;  // whose times; of every priority when absent
  std::optional<Seconds> response;
  std::optional<Seconds> resolution;
  std::optional<Percent> uptime;
  std::optional<std::string> calendar;
  std::optional<bool> p1_around_the_clock;
};

// The version that makes the change from `effective` on; none when the version then in force says so already. The
// first one is always made: it pins what the built-in policy leaves to the program's release.
std::optional<Policy> next_version(const Versions& versions, const PolicyChange& change, Instant effective);

std::optional<Priority> parse_priority(std::string_view text);  // "P1".."P4"

// The policy as the audit trail and `sla set` tell it.
render::Object describe(const std::string& tenant, const Policy& policy);

}  // namespace mssp::sla
