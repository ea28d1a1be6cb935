#include "base/error.hpp"
#include "scan/commands.hpp"
#include "scan/schedule/standing.hpp"

namespace mssp::scan {
namespace {

struct Options {};
Options read(const cli::Arguments&) { return {}; }

render::Result run(Context& context, const Options&) {
  const Standing found = standing(context);
  render::Result result{.answer = render::Record{.object = describe(found), .lines = lines(found)}};
  if (const auto* load = found.refused()) {
    result.notes.push_back("'scan schedule apply' would refuse this: tenant '" + load->tenant + "' may not be scanned so often");
    result.status = exit_status(Code::limit);
  }
  return result;
}

}  // namespace

cli::Command schedule_plan() {
  return {.path = "scan schedule plan",
          .summary = "show what scan-schedule.yml would change",
          .details =
              "scan-schedule.yml is the wish; this shows how it differs from the schedules that are applied, with the "
              "line of each, and changes nothing. 'scan schedule apply' does exactly that.\n"
              "For tenants whose tier limits scans, the scans made and still planned in this month, and those of the "
              "whole next month, stand beside the limit. Exit status 4 says that 'apply' would refuse.",
          .examples = {"synos-mssp scan schedule plan", "synos-mssp scan schedule plan --format json"},
          .needs = {.store = true},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::scan
