#include "sla/policy_change.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <tuple>

#include "base/error.hpp"
#include "base/text.hpp"

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

// Without those of the house that begin later: a tenant's first version is not built on what comes after it.
Versions begun(const Versions& versions, Instant at) {
  Versions all;
  std::copy_if(versions.begin(), versions.end(), std::back_inserter(all),
               [&](const Policy& policy) { return policy.version > 0 || policy.effective_from <= at; });
  return all;
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
  const auto begin = [](const Policy& policy) {
    return std::tuple(policy.version < 0, policy.effective_from, std::abs(policy.version));
  };
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

Policy with(Policy policy, const PolicyChange& change) {
  for (const Priority priority : priorities) {
    if (change.priority && *change.priority != priority) continue;
    Targets& targets = policy.targets.at(static_cast<std::size_t>(priority));
    if (change.response) targets.response = change.response;
    if (change.update) targets.update = change.update;
    if (change.no_update) targets.update.reset();
    if (change.resolution) targets.resolution = change.resolution;
  }
  if (change.uptime) policy.uptime = change.uptime;
  if (change.calendar) policy.calendar = *change.calendar;
  if (change.p1_around_the_clock) policy.p1_around_the_clock = *change.p1_around_the_clock;
  return policy;
}

void check(const Policy& policy) {
  for (const Priority priority : priorities) {
    const Targets& targets = policy.of(priority);
    const auto refuse_later = [&](const char* what, const std::optional<Seconds>& time) {
      if (!time || !targets.resolution || *time <= *targets.resolution) return;
      throw Error(Code::usage,
                  std::string(name(priority)) + " would be " + what + " within " + duration_text(*time) +
                      " but resolved within " + duration_text(*targets.resolution),
                  "give --resolution-time too, or a shorter time; --priority sets one priority alone");
    };
    refuse_later("answered", targets.response);
    refuse_later("updated", targets.update);
  }
}

void refuse_past(const Versions& versions, Instant effective, Instant now) {
  if (effective >= now) return;
  const Policy* began = in_force(versions, now);
  if (began == nullptr || effective == began->effective_from) return;
  throw Error(Code::conflict,
              "a policy cannot begin at " + rfc3339(effective) + ": version " + std::to_string(std::abs(began->version)) +
                  (began->version > 0 ? "" : " of the house default") + " is in force already",
              "figures of the past stay as they were graded: leave --effective-from out to begin now");
}

std::string difference(const Policy& before, const Policy& after) {
  std::vector<std::string> parts;
  const auto say = [&](const std::string& what, const std::string& was, const std::string& is) {
    if (was != is) parts.push_back(what + " " + was + " -> " + is);
  };
  const auto time = [](const std::optional<Seconds>& value) { return value ? duration_text(*value) : "none"; };
  const auto share = [](const std::optional<Percent>& value) { return value ? text(*value) + "%" : "none"; };
  for (const Priority priority : priorities) {
    const Targets& was = before.of(priority);
    const Targets& is = after.of(priority);
    const std::string of(name(priority));
    say(of + " response", time(was.response), time(is.response));
    say(of + " update", time(was.update), time(is.update));
    say(of + " resolution", time(was.resolution), time(is.resolution));
  }
  say("uptime", share(before.uptime), share(after.uptime));
  say("calendar", before.calendar, after.calendar);
  say("P1 around the clock", before.p1_around_the_clock ? "yes" : "no", after.p1_around_the_clock ? "yes" : "no");
  return join(parts, "; ");
}

const Policy& built_on(const Versions& versions, const Policy& policy) {
  Versions earlier;
  for (const Policy& each : versions) {
    const bool same_side = (each.version > 0) == (policy.version > 0);
    if (!same_side || std::abs(each.version) < std::abs(policy.version)) earlier.push_back(each);
  }
  earlier = begun(earlier, policy.effective_from);
  const Policy* found = in_force(earlier, policy.effective_from);
  return policy_of(versions, found != nullptr ? found->version : policy_for_ticket(earlier, policy.effective_from).version);
}

std::optional<Instant> ended(const Versions& versions, const Policy& policy) {
  std::optional<Instant> end;
  for (const Policy& each : versions) {
    if ((each.version > 0) != (policy.version > 0)) continue;
    const auto begin = [](const Policy& p) { return std::pair(p.effective_from, std::abs(p.version)); };
    const bool hides = each.effective_from == policy.effective_from && begin(policy) < begin(each);
    if (!hides && each.effective_from <= policy.effective_from) continue;
    if (!end || each.effective_from < *end) end = each.effective_from;
  }
  return end;
}

std::optional<Policy> next_version(const Versions& versions, const std::vector<PolicyChange>& changes, Instant effective) {
  const Policy* before = in_force(versions, effective);
  Policy next = before != nullptr ? *before : policy_for_ticket(begun(versions, effective), effective);
  for (const PolicyChange& change : changes) next = with(std::move(next), change);
  if (before != nullptr && before->version > 0 && same_terms(*before, next)) return std::nullopt;
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

std::string source_of(const Policy& policy) {
  return policy.version > 0 ? "tenant" : policy.version < 0 ? "default" : "built-in";
}

render::Object describe(const std::optional<std::string>& tenant, const Policy& policy) {
  render::Array targets;
  for (const Priority priority : priorities) {
    targets.push_back(render::Object{{{"priority", name(priority)},
                                      {"response_seconds", policy.of(priority).response},
                                      {"update_seconds", policy.of(priority).update},
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
