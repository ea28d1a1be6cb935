#include "schedule/plan.hpp"

#include <algorithm>

#include "base/parse.hpp"

namespace mssp::schedule {
namespace {

bool same_terms(const config::ScheduleFile& one, const config::ScheduleFile& other) {
  return one.enabled == other.enabled && one.catch_up == other.catch_up && one.max_lateness == other.max_lateness;
}

// The first of `applied` that is not `taken` and for which `fits` holds, taken with that.
template <class Fits>
std::optional<Applied> take(const std::vector<Applied>& applied, std::vector<bool>& taken, Fits fits) {
  for (std::size_t i = 0; i < applied.size(); ++i) {
    if (taken[i] || !fits(applied[i].wish)) continue;
    taken[i] = true;
    return applied[i];
  }
  return std::nullopt;
}

}  // namespace

std::string_view name(Change change) {
  switch (change) {
    case Change::added:
      return "added";
    case Change::changed:
      return "changed";
    case Change::removed:
      return "removed";
    case Change::unchanged:
      break;
  }
  return "unchanged";
}

bool Step::starts_anew() const {
  if (!wish || !before) return true;
  return config::identity(*wish) != config::identity(before->wish) || (wish->enabled && !before->wish.enabled);
}

std::vector<Step> plan(const std::vector<config::ScheduleFile>& wishes, const std::vector<Applied>& applied) {
  std::vector<bool> taken(applied.size(), false);
  std::vector<Step> steps;
  for (const config::ScheduleFile& wish : wishes) {
    Step step{.change = Change::added, .wish = wish, .before = {}};
    const std::string identity = config::identity(wish);
    step.before = take(applied, taken, [&](const auto& other) { return config::identity(other) == identity; });
    if (step.before) step.change = same_terms(wish, step.before->wish) ? Change::unchanged : Change::changed;
    steps.push_back(std::move(step));
  }
  // Only after every exact match: what is left over may be the same schedule with other times.
  for (Step& step : steps) {
    if (step.change != Change::added) continue;
    step.before = take(applied, taken, [&](const auto& other) {
      return other.tenant == step.wish->tenant && other.scan_type == step.wish->scan_type && other.profile == step.wish->profile;
    });
    if (step.before) step.change = Change::changed;
  }
  for (std::size_t i = 0; i < applied.size(); ++i) {
    if (!taken[i]) steps.push_back({.change = Change::removed, .wish = {}, .before = applied[i]});
  }
  return steps;
}

std::int64_t count_within(const Rule& rule, Instant from, Instant to) {
  std::int64_t count = 0;
  for (Instant at = next_after(rule, from - Seconds{1}); at < to; at = next_after(rule, at)) ++count;
  return count;
}

render::Object describe(const config::ScheduleFile& schedule) {
  return {{{"tenant", schedule.tenant},
           {"scan_type", config::name(schedule.scan_type)},
           {"frequency", config::name(schedule.frequency)},
           {"day", schedule.day.empty() ? render::Value() : render::Value(schedule.day)},
           {"time", text(schedule.time)},
           {"timezone", schedule.timezone},
           {"enabled", schedule.enabled},
           {"profile", schedule.profile},
           {"catch_up", config::name(schedule.catch_up)},
           {"max_lateness_seconds", schedule.max_lateness}}};
}

}  // namespace mssp::schedule
