#include "scan/schedule/trail.hpp"

#include <fmt/core.h>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "render/json.hpp"

namespace mssp::scan {

std::vector<audit::Change> trail(const std::vector<schedule::Step>& steps) {
  std::vector<audit::Change> changes;
  for (const schedule::Step& step : steps) {
    if (step.change == schedule::Change::unchanged) continue;
    const config::ScheduleFile& shown = step.wish ? *step.wish : step.before->wish;
    const auto json = [](const config::ScheduleFile& each) { return render::json_line(schedule::describe(each)); };
    changes.push_back({shown.tenant == every_tenant ? "" : shown.tenant,
                       "scan schedule " + shown.tenant + " " + std::string(config::name(shown.scan_type)),
                       step.before ? json(step.before->wish) : "", step.wish ? json(*step.wish) : ""});
  }
  return changes;
}

void require_allowed(const schedule::MonthLoad& load) {
  if (!load.exceeds()) return;
  throw Error(Code::limit,
              fmt::format("tenant '{}' would have {} scans in {} ({} made, {} planned), and its tier allows {}", load.tenant,
                          load.used + load.planned, text(load.month), load.used, load.planned, load.limit),
              "schedule fewer scans, or raise the tier with 'synos-mssp tenant set'");
}

}  // namespace mssp::scan
