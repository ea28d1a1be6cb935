#include <fmt/core.h>

#include <algorithm>

#include "scan/commands.hpp"
#include "scan/schedule/standing.hpp"
#include "scan/schedule/trail.hpp"
#include "schedule/applied_store.hpp"

namespace mssp::scan {
namespace {

using schedule::Change;

struct Options {};
Options read(const cli::Arguments&) { return {}; }

std::string summary(const Standing& found) {
  const auto count = [&](Change kind) {
    return std::count_if(found.steps.begin(), found.steps.end(), [&](const auto& step) { return step.change == kind; });
  };
  return fmt::format("applied scan-schedule.yml: {} added, {} changed, {} removed, {} as they were", count(Change::added),
                     count(Change::changed), count(Change::removed), count(Change::unchanged));
}

render::Result run(Context& context, const Options&) {
  const Standing found = context.change([&](db::Connection& store) {
    Standing all = standing(context);
    if (const schedule::MonthLoad* load = all.refused()) require_allowed(*load);
    schedule::apply(store, all.steps, context.now());
    context.audit(trail(all.steps));
    return all;
  });
  const bool in_step = found.in_step();
  return context.changed(in_step ? "nothing to change: scan-schedule.yml is applied already" : summary(found),
                         describe(found), !in_step);
}

}  // namespace

cli::Command schedule_apply() {
  return {.path = "scan schedule apply",
          .summary = "make scan-schedule.yml what is scanned",
          .details =
              "Does what 'scan schedule plan' shows, all or nothing; doing it again changes nothing. What a new schedule "
              "would have run earlier is not made up for. A schedule that is paused stays paused.\n"
              "Refused when a tenant that gets other schedules would have more scans in this month or the next than its "
              "tier allows.",
          .examples = {"synos-mssp scan schedule apply", "synos-mssp scan schedule apply --dry-run"},
          .needs = {.store = true, .writes = true},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::scan
