#include <algorithm>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "report/commands.hpp"
#include "report/schedule_store.hpp"
#include "report/template_load.hpp"
#include "report/workshop.hpp"
#include "tenant/tenant_store.hpp"
#include "user/user.hpp"

namespace mssp::report {
namespace {

Schedule read(const cli::Arguments& arguments) {
  Schedule schedule;
  schedule.target = *arguments.slug("tenant");
  schedule.type_template = *arguments.slug("template");
  schedule.day = arguments.optional_text("day") == "last" ? 31 : static_cast<int>(arguments.integer("day", 1, 31).value_or(1));
  schedule.time = arguments.time_of_day("time").value_or(schedule.time);
  schedule.months = arguments.text("frequency") == "quarterly" ? 3 : 1;
  schedule.formats = formats_of(arguments, "files");
  schedule.recipients = recipients(arguments);
  const std::vector<std::string> known(user::roles.begin(), user::roles.end());
  for (const std::string& role : arguments.texts("role")) {
    if (std::find(known.begin(), known.end(), role) == known.end()) cli::refuse("role", "admin, member or viewer", role, did_you_mean(role, known));
    schedule.roles.push_back(role);
  }
  return schedule;
}

// A quarter has a report of its own; the others are of a month.
void require_fitting(const Template& form, const Schedule& schedule) {
  if (form.type->months == schedule.months) return;
  throw Error(Code::usage, "the template '" + form.name + "' is made every " + (form.type->months == 1 ? "month" : "quarter"),
              std::string("give --frequency ") + (form.type->months == 1 ? "monthly" : "quarterly"));
}

render::Result run(Context& context, const Schedule& options) {
  Schedule schedule = options;
  require_fitting(find_template(context.folder(), schedule.type_template), schedule);
  Zone zone = context.organization_zone();
  const bool changed = context.change([&](db::Connection& store) {
    if (schedule.target != every_tenant) {
      const tenant::Tenant tenant = tenant::get(store, schedule.target);
      tenant::require_open(tenant);
      zone = Zone::named(tenant.timezone).value_or(zone);
    }
    const std::optional<Schedule> old = find(store, schedule.target, schedule.type_template);
    schedule.created_at = old ? old->created_at : context.now();
    schedule.paused = old && old->paused;
    const std::string before = old ? render::json_line(describe(*old)) : "";
    const std::string after = render::json_line(describe(schedule));
    if (before == after) return false;
    put(store, schedule);
    const std::string slug = schedule.target == every_tenant ? "" : schedule.target;
    context.audit({{slug, "report schedule " + schedule.target + " " + schedule.type_template, before, after}});
    return true;
  });
  render::Object object = describe(schedule);
  object.members.push_back({"next_due_at", schedule.next_due(zone, context.now())});
  const std::string what = "'" + schedule.type_template + "' for " +
                           (schedule.target == every_tenant ? "all active tenants" : "tenant '" + schedule.target + "'");
  return context.changed((changed ? "scheduled " : "scheduled already: ") + what + ", next due " +
                             rfc3339(schedule.next_due(zone, context.now())),
                         std::move(object), changed);
}

struct None {};
None read_none(const cli::Arguments&) { return {}; }

render::Result run_list(Context& context, const None&) {
  render::List answer{.columns = {{"tenant", "TENANT"},
                                  {"template", "TEMPLATE"},
                                  {"frequency", "FREQUENCY"},
                                  {"day", "DAY", render::Align::right},
                                  {"time", "TIME"},
                                  {"formats", "FORMATS"},
                                  {"email", "EMAIL"},
                                  {"next_due_at", "NEXT"},
                                  {"roles", ""},
                                  {"paused", ""}},
                      .when_empty = "no report schedules"};
  const Zone zone = context.organization_zone();
  std::map<std::string, std::string> zones;
  for (const tenant::Listed& listed : tenant::list(context.store(), {})) zones[listed.tenant.slug] = listed.tenant.timezone;
  for (const Schedule& schedule : schedules(context.store())) {
    const auto found = zones.find(schedule.target);
    const Zone own = found == zones.end() ? zone : Zone::named(found->second).value_or(zone);
    render::Array formats(schedule.formats.begin(), schedule.formats.end());
    render::Array email(schedule.recipients.begin(), schedule.recipients.end());
    answer.rows.push_back({schedule.target, schedule.type_template, schedule.frequency(), schedule.day, text(schedule.time),
                           std::move(formats), std::move(email),
                           schedule.paused ? render::Value() : render::Value(schedule.next_due(own, context.now())),
                           render::Array(schedule.roles.begin(), schedule.roles.end()), schedule.paused});
  }
  return {.answer = std::move(answer)};
}

struct Target {
  std::string tenant;
  std::string type_template;
};
Target read_target(const cli::Arguments& arguments) { return {*arguments.slug("tenant"), *arguments.slug("template")}; }

Schedule required(db::Connection& store, const Target& target) {
  auto found = find(store, target.tenant, target.type_template);
  if (found) return std::move(*found);
  throw Error(Code::not_found, "no report schedule '" + target.type_template + "' for '" + target.tenant + "'",
              "'synos-mssp report schedule list' shows them");
}

std::string slug_of(const Target& target) { return target.tenant == every_tenant ? "" : target.tenant; }
std::string name_of(const Target& target) { return "report schedule " + target.tenant + " " + target.type_template; }

render::Result set_paused(Context& context, const Target& target, bool paused) {
  Schedule schedule;
  const bool changed = context.change([&](db::Connection& store) {
    schedule = required(store, target);
    if (schedule.paused == paused) return false;
    const std::string before = render::json_line(describe(schedule));
    schedule.paused = paused;
    put(store, schedule);
    context.audit({{slug_of(target), name_of(target), before, render::json_line(describe(schedule))}});
    return true;
  });
  const std::string what = "the schedule '" + target.type_template + "' for '" + target.tenant + "'";
  const std::string done = paused ? "paused " : "resumed ";
  return context.changed(changed ? done + what : what + (paused ? " is paused already" : " is not paused"), describe(schedule), changed);
}
render::Result run_pause(Context& context, const Target& target) { return set_paused(context, target, true); }
render::Result run_resume(Context& context, const Target& target) { return set_paused(context, target, false); }

render::Result run_remove(Context& context, const Target& target) {
  const Schedule removed = context.change([&](db::Connection& store) {
    const Schedule found = required(store, target);
    remove(store, found);
    context.audit({{slug_of(target), name_of(target), render::json_line(describe(found)), ""}});
    return found;
  });
  return context.changed("removed the schedule '" + removed.type_template + "' for '" + removed.target + "'", describe(removed));
}

cli::Option template_option() {
  return {.name = "template", .value = "TEMPLATE", .help = "what to send, as 'report template list' shows them", .required = true};
}

// `report schedule` and `report schedule add` are the same command.
cli::Command adding(std::string path) {
  const std::string example = "synos-mssp " + path;
  return {.path = std::move(path),
          .summary = "have reports made every month or quarter",
          .details = "A schedule for all takes every tenant that is active when it is due; each is due in its own time "
                     "zone. A day that a month does not have is its last day. The mail goes to --email and to each tenant's "
                     "users of a --role, or with neither to its contact. Setting a schedule again changes it. 'report "
                     "schedule run', called every few minutes by cron or systemd, does what is due.",
          .examples = {example + " --tenant all --frequency monthly --day 1 --template executive-summary",
                       example + " --tenant acme-corp --frequency quarterly --template quarterly-review --role admin"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant_or_all(),
                      {.name = "frequency", .value = "FREQUENCY", .help = "how often", .required = true, .choices = {"monthly", "quarterly"}},
                      template_option(),
                      {.name = "day", .value = "DAY", .help = "1 to 31, or last; default is 1"},
                      {.name = "time", .value = "HH:MM", .help = "default is 06:00"},
                      {.name = "files", .value = "FORMATS", .help = "what to make: pdf, html, md, csv, json, txt; default is pdf", .repeatable = true},
                      {.name = "email", .value = "ADDRESSES", .help = "whom to mail them to", .repeatable = true},
                      {.name = "role", .value = "ROLES", .help = "admin, member or viewer: mail them to each tenant's users of that role", .repeatable = true}},
          .prepare = cli::steps(read, run)};
}

}  // namespace

cli::Command schedule_command() { return adding("report schedule"); }
cli::Command schedule_add() { return adding("report schedule add"); }

cli::Command schedule_pause() {
  return {.path = "report schedule pause",
          .summary = "make no reports on a schedule until it is resumed",
          .details = "What falls due meanwhile is made up for once when it is resumed, as after any pause of the runner.",
          .examples = {"synos-mssp report schedule pause --tenant acme-corp --template executive-summary"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant_or_all(), template_option()},
          .prepare = cli::steps(read_target, run_pause)};
}

cli::Command schedule_resume() {
  return {.path = "report schedule resume",
          .summary = "make reports on a schedule again",
          .examples = {"synos-mssp report schedule resume --tenant acme-corp --template executive-summary"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant_or_all(), template_option()},
          .prepare = cli::steps(read_target, run_resume)};
}

cli::Command schedule_list() {
  return {.path = "report schedule list",
          .summary = "show which reports are made when",
          .examples = {"synos-mssp report schedule list"},
          .needs = {.store = true},
          .prepare = cli::steps(read_none, run_list)};
}

cli::Command schedule_remove() {
  return {.path = "report schedule remove",
          .summary = "stop making reports on a schedule",
          .examples = {"synos-mssp report schedule remove --tenant all --template executive-summary"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant_or_all(), template_option()},
          .prepare = cli::steps(read_target, run_remove)};
}

}  // namespace mssp::report
