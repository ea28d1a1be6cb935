// How a tenant's policy changes: version after version, each built on the one in force.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "render/value.hpp"
#include "sla/policy.hpp"

namespace mssp::sla {

using Versions = std::vector<Policy>;  // of one tenant and, with numbers below 0, of the house; in any order

// Version 0, for tenants for whom neither they nor the house has a version: around the clock, no uptime promised, response and resolution
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
  std::optional<Seconds> update;
  bool no_update = false;  // the update clock is taken away
  std::optional<Seconds> resolution;
  std::optional<Percent> uptime;
  std::optional<std::string> calendar;
  std::optional<bool> p1_around_the_clock;
};

// The policy with the change made.
Policy with(Policy policy, const PolicyChange& change);

// Error{usage} when a priority is to be answered or updated later than resolved.
void check(const Policy& policy);

// Error{conflict} when a version began already: a change effective before `now` would grade again what is settled. The
// first version may begin in the past, because nothing was promised then, and one may begin where the version in force
// began: a promise for each priority takes several commands to enter, and tickets keep the version that graded them.
void refuse_past(const Versions& versions, Instant effective, Instant now);

// What differs, for people: "P1 response 1h -> 15m; calendar 24x7 -> berlin-office".
std::string difference(const Policy& before, const Policy& after);

// The version on which `policy` was built: in force at its beginning, among those before it.
const Policy& built_on(const Versions& versions, const Policy& policy);
// When the next version of the same tenant, or of the house, takes its place; its own beginning when it never was in
// force; none when there is no next.
std::optional<Instant> ended(const Versions& versions, const Policy& policy);

// The version that makes the change from `effective` on; none when the version then in force says so already. The
// first one is always made: it pins what the built-in policy leaves to the program's release.
// Several changes are made in their order.
std::optional<Policy> next_version(const Versions& versions, const std::vector<PolicyChange>& changes, Instant effective);

std::optional<Priority> parse_priority(std::string_view text);  // "P1".."P4"

// The policy as the audit trail and `sla set` tell it; without a tenant that of the house.
render::Object describe(const std::optional<std::string>& tenant, const Policy& policy);
std::string source_of(const Policy& policy);  // "tenant", "default" or "built-in"

}  // namespace mssp::sla
