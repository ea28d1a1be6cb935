#include "sla/policy_change.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>

namespace mssp::sla {
namespace {

using namespace std::chrono_literals;

constexpr std::array<Priority, 4> priorities{Priority::p1, Priority::p2, Priority::p3, Priority::p4};

bool same_terms(const Policy& a, const Policy& b) {
  const auto same_targets = [](const Targets& x, const Targets& y) {
    return x.response == y.response && x.update == y.update && x.resolution == y.resolution;
  };
  return a.uptime == b.uptime && a.calendar == b.calendar && a.p1_around_the_clock == b.p1_around_the_clock &&
         std::equal(a.targets.begin(), a.targets.end(), b.targets.begin(), same_targets);
}

}  // namespace

const Policy& built_in_policy() {
  static const Policy policy = [] {
    Policy made;
    made.version = 0;
    made.calendar = Calendar::always_name;
    made.targets = {Targets{1h, {}, 4h}, Targets{2h, {}, 8h}, Targets{4h, {}, 24h}, Targets{8h, {}, 72h}};
    return made;
  }();
  return policy;
}

const Policy& policy_at(const Versions& versions, Instant at) {
  const Policy* found = in_force(versions, at);
  return found != nullptr ? *found : built_in_policy();
}

const Policy& policy_for_ticket(const Versions& versions, Instant opened_at) {
  if (const Policy* found = in_force(versions, opened_at)) return *found;
  if (versions.empty()) return built_in_policy();
  const auto begin = [](const Policy& policy) { return std::tie(policy.effective_from, policy.version); };
  return *std::min_element(versions.begin(), versions.end(),
                           [&](const Policy& a, const Policy& b) { return begin(a) < begin(b); });
}

const Policy& policy_of(const Versions& versions, std::int64_t version) {
  if (version == 0) return built_in_policy();
  for (const Policy& policy : versions) {
    if (policy.version == version) return policy;
  }
  throw std::logic_error("no policy version " + std::to_string(version));
}

std::optional<Policy> next_version(const Versions& versions, const PolicyChange& change, Instant effective) {
  const Policy* before = in_force(versions, effective);
  Policy next = before != nullptr ? *before : policy_for_ticket(versions, effective);
  for (const Priority priority : priorities) {
    if (change.priority && *change.priority != priority) continue;
    Targets& targets = next.targets.at(static_cast<std::size_t>(priority));
    if (change.response) targets.response = change.response;
    if (change.resolution) targets.resolution = change.resolution;
  }
  if (change.uptime) next.uptime = change.uptime;
  if (change.calendar) next.calendar = *change.calendar;
  if (change.p1_around_the_clock) next.p1_around_the_clock = *change.p1_around_the_clock;
  if (before != nullptr && same_terms(*before, next)) return std::nullopt;
  next.version = 1;
  for (const Policy& policy : versions) next.version = std::max(next.version, policy.version + 1);
  next.effective_from = effective;
  return next;
}

std::optional<Priority> parse_priority(std::string_view text) {
  for (const Priority priority : priorities) {
    if (name(priority) == text) return priority;
  }
  return std::nullopt;
}

render::Object describe(const std::string& tenant, const Policy& policy) {
  render::Array targets;
  for (const Priority priority : priorities) {
    targets.push_back(render::Object{{{"priority", name(priority)},
                                      {"response_seconds", policy.of(priority).response},
                                      {"resolution_seconds", policy.of(priority).resolution}}});
  }
  return {{{"tenant", tenant},
           {"version", policy.version},
           {"effective_from", policy.version == 0 ? render::Value() : render::Value(policy.effective_from)},
           {"calendar", policy.calendar},
           {"p1_around_the_clock", policy.p1_around_the_clock},
           {"uptime_percent", policy.uptime},
           {"targets", std::move(targets)}}};
}

}  // namespace mssp::sla
