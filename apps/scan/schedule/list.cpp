#include "options.hpp"
#include "scan/commands.hpp"
#include "scan/schedule/wanted.hpp"

namespace mssp::scan {
namespace {

struct Options {
  std::optional<std::string> tenant;
};

Options read(const cli::Arguments& arguments) {
  return {arguments.slug("tenant")};
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
                                  {"line", ""}},
                      .rows = {},
                      .when_empty = "no schedules"};
  for (const config::ScheduleFile& schedule : wanted(context, options.tenant).schedules) {
    answer.rows.push_back({schedule.tenant, config::name(schedule.scan_type), config::name(schedule.frequency),
                           schedule.day.empty() ? render::Value() : render::Value(schedule.day), text(schedule.time),
                           schedule.timezone, schedule.enabled, schedule.profile, config::name(schedule.catch_up),
                           schedule.max_lateness, schedule.line});
  }
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command schedule_list() {
  return {
      .path = "scan schedule list",
      .summary = "show the schedules of scan-schedule.yml",
      .details = "With --tenant those that name it and those for all. A timezone of - (null in JSON) is the tenant's.",
      .examples = {"synos-mssp scan schedule list", "synos-mssp scan schedule list --tenant acme-corp --format json"},
      .needs = {.store = true},
      .options = {options::tenant_or_all(false)},
      .prepare = cli::steps(read, run)};
}

}  // namespace mssp::scan
