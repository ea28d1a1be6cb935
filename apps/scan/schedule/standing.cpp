#include "scan/schedule/standing.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/slug.hpp"
#include "scan/run_store.hpp"
#include "schedule/applied_store.hpp"
#include "schedule/from_config.hpp"
#include "tenant/tier.hpp"

namespace mssp::scan {
namespace {

using schedule::Change;
using schedule::Step;

bool names(const config::ScheduleFile& schedule, const std::string& tenant) {
  return schedule.tenant == every_tenant || schedule.tenant == tenant;
}

bool pauses(const Step& step) { return step.before && step.before->paused_at; }

std::vector<schedule::MonthLoad> loads_of(Context& context, const Wanted& wanted, const std::vector<Step>& steps) {
  const auto tiers = config::load_tiers(context.folder());
  // Months begin at another time in each zone: a day more on both sides holds them all.
  const Instant since = period_of(month_of(context.now(), Zone::utc()), Zone::utc()).from - std::chrono::hours{48};
  const auto imported = imports_since(context.store(), since);
  std::vector<schedule::MonthLoad> all;
  for (const tenant::Tenant& tenant : wanted.tenants) {
    const auto limit = tenant::require_tier(tiers, tenant.tier).scans_per_month;
    if (!limit || tenant.status != tenant::Status::active) continue;
    const Zone zone = tenant::zone_of(tenant);
    std::vector<schedule::Rule> rules;
    for (const Step& step : steps) {
      if (!step.wish || !step.wish->enabled || pauses(step) || !names(*step.wish, tenant.slug)) continue;
      rules.push_back(schedule::rule_of(*step.wish, zone));
    }
    if (rules.empty()) continue;
    const Instant from = period_of(month_of(context.now(), zone), zone).from;
    const auto [first, last] = imported.equal_range(tenant.id);
    const auto used = std::count_if(first, last, [&](const auto& each) { return each.second >= from; });
    for (auto& load : schedule::month_loads(tenant.slug, zone, rules, used, *limit, context.now())) {
      all.push_back(std::move(load));
    }
  }
  return all;
}

std::string when(const config::ScheduleFile& schedule) {
  std::string words = std::string(config::name(schedule.frequency));
  if (!schedule.day.empty()) words += " " + schedule.day;
  words += " " + text(schedule.time);
  if (schedule.timezone) words += " " + *schedule.timezone;
  if (schedule.profile) words += ", profile " + *schedule.profile;
  if (!schedule.enabled) words += ", disabled";
  if (schedule.catch_up != config::CatchUp::one) words += ", catch up " + std::string(config::name(schedule.catch_up));
  if (schedule.max_lateness) words += ", at most " + duration_text(*schedule.max_lateness) + " late";
  return words;
}

std::string line(const Step& step) {
  const config::ScheduleFile& shown = step.wish ? *step.wish : step.before->wish;
  const std::string what = fmt::format("{} {}", shown.tenant, config::name(shown.scan_type));
  const std::string at = step.wish ? fmt::format("line {}: ", step.wish->line) : "not in the file: ";
  switch (step.change) {
    case Change::added:
      return fmt::format("+ {}{} {}", at, what, when(shown));
    case Change::removed:
      return fmt::format("- {}{} {}", at, what, when(shown));
    case Change::changed:
      return fmt::format("~ {}{} {} -> {}", at, what, when(step.before->wish), when(shown));
    case Change::unchanged:
      break;
  }
  return {};
}

std::string line(const schedule::MonthLoad& load) {
  return fmt::format("{} {}: {} made, {} planned, {} allowed{}", load.tenant, text(load.month), load.used, load.planned,
                     load.limit, load.exceeds() ? ": too many" : "");
}

}  // namespace

bool Standing::in_step() const {
  return std::all_of(steps.begin(), steps.end(), [](const Step& step) { return step.change == Change::unchanged; });
}

const schedule::MonthLoad* Standing::refused() const {
  for (const schedule::MonthLoad& load : loads) {
    if (!load.exceeds()) continue;
    for (const Step& step : steps) {
      if (step.wish && step.change != Change::unchanged && names(*step.wish, load.tenant)) return &load;
    }
  }
  return nullptr;
}

Standing standing(Context& context) {
  const Wanted all = wanted(context, std::nullopt);
  Standing standing;
  standing.steps = schedule::plan(all.schedules, schedule::applied(context.store()));
  standing.loads = loads_of(context, all, standing.steps);
  return standing;
}

render::Object describe(const Standing& standing) {
  render::Array changes;
  for (const Step& step : standing.steps) {
    if (step.change == Change::unchanged) continue;
    render::Object change = schedule::describe(step.wish ? *step.wish : step.before->wish);
    change.members.insert(change.members.begin(), {"change", schedule::name(step.change)});
    change.members.push_back({"line", step.wish ? render::Value(step.wish->line) : render::Value()});
    const bool had = step.change == Change::changed;
    change.members.push_back({"before", had ? render::Value(schedule::describe(step.before->wish)) : render::Value()});
    changes.push_back(std::move(change));
  }
  render::Array quota;
  for (const schedule::MonthLoad& load : standing.loads) {
    quota.push_back(render::Object{{{"tenant", load.tenant},
                                    {"month", text(load.month)},
                                    {"used", load.used},
                                    {"planned", load.planned},
                                    {"limit", load.limit},
                                    {"exceeds", load.exceeds()}}});
  }
  return {{{"in_step", standing.in_step()}, {"changes", std::move(changes)}, {"quota", std::move(quota)}}};
}

std::vector<std::string> lines(const Standing& standing) {
  std::vector<std::string> all;
  for (const Step& step : standing.steps) {
    if (step.change != Change::unchanged) all.push_back(line(step));
  }
  if (all.empty()) all.emplace_back("nothing to change");
  for (const schedule::MonthLoad& load : standing.loads) all.push_back(line(load));
  return all;
}

}  // namespace mssp::scan
