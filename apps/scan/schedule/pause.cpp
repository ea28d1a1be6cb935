#include <fmt/core.h>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "scan/commands.hpp"
#include "schedule/applied_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::scan {
namespace {

using schedule::Applied;

struct Options {
  std::string tenant;
  std::optional<config::ScanType> scan_type;
};

Options read(const cli::Arguments& arguments) {
  Options options{.tenant = *arguments.slug("tenant"), .scan_type = {}};
  if (const auto type = arguments.optional_text("type")) options.scan_type = config::parse_scan_type(*type);
  return options;
}

render::Object describe(const Applied& schedule) {
  render::Object object = schedule::describe(schedule.wish);
  object.members.push_back({"paused_at", schedule.paused_at});
  return object;
}

// The applied schedules that are meant. Error{not_found} when there is none.
std::vector<Applied> meant(db::Connection& store, const Options& options) {
  if (options.tenant != every_tenant) tenant::get(store, options.tenant);
  std::vector<Applied> all = schedule::applied(store);
  std::erase_if(all, [&](const Applied& each) {
    return each.wish.tenant != options.tenant || (options.scan_type && each.wish.scan_type != *options.scan_type);
  });
  if (!all.empty()) return all;
  throw Error(Code::not_found, fmt::format("no schedule of '{}' is applied", options.tenant),
              options.tenant == every_tenant ? "'synos-mssp scan schedule apply' applies scan-schedule.yml"
                                             : "one for all tenants is paused with --tenant all");
}

render::Result run(Context& context, const Options& options, bool pausing) {
  std::vector<Applied> changed;
  const std::vector<Applied> all = context.change([&](db::Connection& store) {
    std::vector<Applied> found = meant(store, options);
    std::vector<audit::Change> trail;
    for (Applied& each : found) {
      if (each.paused_at.has_value() == pausing) continue;
      const std::string before = render::json_line(describe(each));
      each.paused_at = pausing ? std::optional(context.now()) : std::nullopt;
      changed.push_back(each);
      trail.push_back({options.tenant == every_tenant ? "" : options.tenant,
                       "scan schedule " + each.wish.tenant + " " + std::string(config::name(each.wish.scan_type)), before,
                       render::json_line(describe(each))});
    }
    pausing ? schedule::pause(store, changed, context.now()) : schedule::resume(store, changed, context.now());
    context.audit(trail);
    return found;
  });
  render::Array schedules;
  for (const Applied& each : all) schedules.emplace_back(describe(each));
  return context.changed(fmt::format("{} {} of '{}'", pausing ? "paused" : "resumed", counted(changed.size(), "schedule"), options.tenant),
                         {{{"schedules", std::move(schedules)}}}, !changed.empty());
}

render::Result run_pause(Context& context, const Options& options) { return run(context, options, true); }
render::Result run_resume(Context& context, const Options& options) { return run(context, options, false); }

std::vector<cli::Option> which() {
  return {{.name = "tenant", .value = "SLUG", .help = "the tenant that the schedule names, or all", .required = true,
           .offers = cli::Offers::tenants_or_all},
          {.name = "type", .value = "TYPE", .help = "only its full or its critical scans", .choices = {"full", "critical"}}};
}

}  // namespace

cli::Command schedule_pause() {
  return {.path = "scan schedule pause",
          .summary = "stop scanning on schedule until it is resumed",
          .details = "The schedules that name the tenant; with all those for every tenant. What is due meanwhile is neither run nor missed.",
          .examples = {"synos-mssp scan schedule pause --tenant acme-corp --reason \"data centre moves\"",
                       "synos-mssp scan schedule pause --tenant acme-corp --type full"},
          .needs = {.store = true, .writes = true},
          .options = which(),
          .prepare = cli::steps(read, run_pause)};
}

cli::Command schedule_resume() {
  return {.path = "scan schedule resume",
          .summary = "go on scanning on schedule",
          .details = "From now on; what was due meanwhile is not made up for.",
          .examples = {"synos-mssp scan schedule resume --tenant acme-corp"},
          .needs = {.store = true, .writes = true},
          .options = which(),
          .prepare = cli::steps(read, run_resume)};
}

}  // namespace mssp::scan
