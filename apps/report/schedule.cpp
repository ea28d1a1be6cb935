#include "base/error.hpp"
#include "base/slug.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "report/commands.hpp"
#include "report/schedule_store.hpp"
#include "report/workshop.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::report {
namespace {

Schedule read(const cli::Arguments& arguments) {
  Schedule schedule;
  schedule.target = *arguments.slug("tenant");
  schedule.type_template = arguments.text("template");
  schedule.day = arguments.optional_text("day") == "last" ? 31 : static_cast<int>(arguments.integer("day", 1, 31).value_or(1));
  schedule.time = arguments.time_of_day("time").value_or(schedule.time);
  schedule.formats = {"pdf"};
  schedule.recipients = recipients(arguments);
  return schedule;
}

render::Result run(Context& context, const Schedule& options) {
  Schedule schedule = options;
  Zone zone = context.organization_zone();
  const bool changed = context.change([&](db::Connection& store) {
    if (schedule.target != every_tenant) {
      const tenant::Tenant tenant = tenant::get(store, schedule.target);
      tenant::require_open(tenant);
      zone = Zone::named(tenant.timezone).value_or(zone);
    }
    const std::optional<Schedule> old = find(store, schedule.target, schedule.type_template);
    schedule.created_at = old ? old->created_at : context.now();
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
                                  {"next_due_at", "NEXT"}},
                      .when_empty = "no report schedules"};
  const Zone zone = context.organization_zone();
  std::map<std::string, std::string> zones;
  for (const tenant::Listed& listed : tenant::list(context.store(), {})) zones[listed.tenant.slug] = listed.tenant.timezone;
  for (const Schedule& schedule : schedules(context.store())) {
    const auto found = zones.find(schedule.target);
    const Zone own = found == zones.end() ? zone : Zone::named(found->second).value_or(zone);
    render::Array formats(schedule.formats.begin(), schedule.formats.end());
    render::Array email(schedule.recipients.begin(), schedule.recipients.end());
    answer.rows.push_back({schedule.target, schedule.type_template, "monthly", schedule.day, text(schedule.time),
                           std::move(formats), std::move(email), schedule.next_due(own, context.now())});
  }
  return {.answer = std::move(answer)};
}

struct Target {
  std::string tenant;
  std::string type_template;
};
Target read_target(const cli::Arguments& arguments) { return {*arguments.slug("tenant"), arguments.text("template")}; }

render::Result run_remove(Context& context, const Target& target) {
  const Schedule removed = context.change([&](db::Connection& store) {
    const auto found = find(store, target.tenant, target.type_template);
    if (!found) {
      throw Error(Code::not_found, "no report schedule '" + target.type_template + "' for '" + target.tenant + "'",
                  "'synos-mssp report schedule list' shows them");
    }
    remove(store, *found);
    const std::string slug = target.tenant == every_tenant ? "" : target.tenant;
    context.audit({{slug, "report schedule " + target.tenant + " " + target.type_template, render::json_line(describe(*found)), ""}});
    return *found;
  });
  return context.changed("removed the schedule '" + removed.type_template + "' for '" + removed.target + "'", describe(removed));
}

cli::Option template_option() {
  return {.name = "template", .value = "TEMPLATE", .help = "what to send", .required = true, .choices = {"executive-summary"}};
}

}  // namespace

cli::Command schedule_command() {
  return {.path = "report schedule",
          .summary = "have reports made every month",
          .details = "A schedule for all takes every tenant that is active when it is due; each is due in its own time "
                     "zone. A day that a month does not have is its last day. The mail goes to --email, or to each "
                     "tenant's contact. Setting a schedule again changes it. 'report schedule run', called every few "
                     "minutes by cron or systemd, does what is due.",
          .examples = {"synos-mssp report schedule --tenant all --frequency monthly --day 1 --template executive-summary"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant_or_all(),
                      {.name = "frequency", .value = "FREQUENCY", .help = "how often", .required = true, .choices = {"monthly"}},
                      template_option(),
                      {.name = "day", .value = "DAY", .help = "1 to 31, or last; default is 1"},
                      {.name = "time", .value = "HH:MM", .help = "default is 06:00"},
                      {.name = "email", .value = "ADDRESSES", .help = "whom to mail them to", .repeatable = true}},
          .prepare = cli::steps(read, run)};
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
