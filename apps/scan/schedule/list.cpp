#include "options.hpp"
#include "scan/commands.hpp"
#include "scan/schedule/wanted.hpp"
#include "schedule/applied_store.hpp"

namespace mssp::scan {
namespace {

struct Options {
  std::optional<std::string> tenant;
};

Options read(const cli::Arguments& arguments) {
  return {arguments.slug("tenant")};
}

// What 'apply' has made of a schedule of the file.
std::string_view state(const schedule::Step& step) {
  if (step.before && step.before->paused_at) return "paused";
  if (step.change == schedule::Change::unchanged) return "applied";
  return step.change == schedule::Change::added ? "new" : "changed";
}

render::Result run(Context& context, const Options& options) {
  render::List answer{.columns = {{"tenant", "TENANT"},
                                  {"scan_type", "TYPE"},
                                  {"frequency", "FREQUENCY"},
                                  {"day", "DAY"},
                                  {"time", "TIME"},
                                  {"timezone", "TIMEZONE"},
                                  {"enabled", "ENABLED"},
                                  {"profile", ""},
                                  {"catch_up", ""},
                                  {"max_lateness_seconds", ""},
                                  {"line", ""},
                                  {"state", "STATE"}},
                      .rows = {},
                      .when_empty = "no schedules"};
  const auto wishes = wanted(context, options.tenant).schedules;
  for (const schedule::Step& step : schedule::plan(wishes, schedule::applied(context.store()))) {
    if (!step.wish) continue;
    std::vector<render::Value> row;
    for (render::Member& member : schedule::describe(*step.wish).members) row.push_back(std::move(member.value));
    row.emplace_back(step.wish->line > 0 ? render::Value(step.wish->line) : render::Value());  // none: a customer's own file
    row.emplace_back(state(step));
    answer.rows.push_back(std::move(row));
  }
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command schedule_list() {
  return {
      .path = "scan schedule list",
      .summary = "show the schedules of scan-schedule.yml",
      .details = "With --tenant those that name it and those for all. A timezone of - (null in JSON) is the tenant's. The state "
                 "is applied, new or changed (until 'scan schedule apply'), or paused.",
      .examples = {"synos-mssp scan schedule list", "synos-mssp scan schedule list --tenant acme-corp --format json"},
      .needs = {.store = true},
      .options = {options::tenant_or_all(false)},
      .prepare = cli::steps(read, run)};
}

}  // namespace mssp::scan
