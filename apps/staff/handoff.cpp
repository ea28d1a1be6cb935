#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "report/schedule_store.hpp"
#include "scan/schedule/wanted.hpp"
#include "schedule/from_config.hpp"
#include "sla/policy_store.hpp"
#include "staff/commands.hpp"
#include "staff/staff_store.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/clock_store.hpp"
#include "user/user_store.hpp"
#include "workload/brief.hpp"

namespace mssp::staff {
namespace {

struct Options {
  std::string from;
  std::string to;
  std::string tenant;
};

Options read(const cli::Arguments& arguments) {
  Options options{*arguments.handle("from"), *arguments.handle("to"), *arguments.slug("tenant")};
  if (options.from == options.to) throw Error(Code::usage, "--from and --to are both '" + options.to + "'");
  return options;
}

// Who takes over must be allowed to.
void require_fit(db::Connection& store, const std::map<std::string, std::vector<std::string>>& skills_by_tier,
                 const std::string& tenant, const Analyst& analyst) {
  const auto all = conflicts(store);
  if (std::find(all.begin(), all.end(), std::pair(tenant, analyst.handle)) != all.end()) {
    throw Error(Code::conflict, "'" + analyst.handle + "' has a conflict of interest with tenant '" + tenant + "'",
                "'synos-mssp staff conflict --remove' takes it back");
  }
  const auto required = required_skills(store, skills_by_tier);
  const auto found = required.find(tenant);
  if (found == required.end()) return;
  for (const std::string& skill : found->second) {
    if (std::binary_search(analyst.skills.begin(), analyst.skills.end(), skill)) continue;
    throw Error(Code::conflict, "'" + analyst.handle + "' lacks the skill '" + skill + "' that tenant '" + tenant + "' requires",
                "'synos-mssp staff set --skills' notes what one can do");
  }
}

std::vector<workload::OpenTicket> open_tickets(Context& context, db::Connection& store, const tenant::Tenant& tenant) {
  const sla::Calendars calendars(config::load_calendars(context.folder()));
  const auto versions = sla::versions(store, {tenant});
  std::vector<workload::OpenTicket> tickets;
  for (const ticket::History& history : ticket::histories(store, ticket::open_tickets(tenant.id))) {
    workload::OpenTicket open{history.ticket, {}};
    for (sla::Clock& clock : ticket::clocks(history, versions.at(tenant.id), calendars, context.now())) {
      if (!clock.stopped_at && clock.state != sla::ClockState::voided) open.clocks.push_back(std::move(clock));
    }
    tickets.push_back(std::move(open));
  }
  workload::sort_by_urgency(tickets);
  return tickets;
}

std::vector<workload::Upcoming> upcoming(Context& context, db::Connection& store, const tenant::Tenant& tenant) {
  std::vector<workload::Upcoming> all;
  const Zone zone = tenant::zone_of(tenant);
  const scan::Wanted wanted = scan::wanted(context, tenant.slug);
  for (const config::ScheduleFile& schedule : wanted.schedules) {
    if (!schedule.enabled || wanted.tenants_of(schedule).empty()) continue;
    all.push_back({"scan " + std::string(config::name(schedule.scan_type)),
                   schedule::next_after(schedule::rule_of(schedule, zone), context.now())});
  }
  for (const report::Schedule& schedule : report::schedules(store)) {
    const bool meant = schedule.target == tenant.slug || (schedule.target == "all" && tenant.status == tenant::Status::active);
    if (meant) all.push_back({"report " + schedule.type_template, schedule.next_due(zone, context.now())});
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.due_at < b.due_at; });
  return all;
}

workload::Brief brief_of(Context& context, db::Connection& store, const Options& options) {
  workload::Brief brief;
  brief.tenant = tenant::get(store, options.tenant);
  tenant::require_open(brief.tenant);
  get(store, options.from);
  brief.to = get(store, options.to).handle;
  bool held = false;
  bool leads = false;  // who is to take over
  for (Assignment& each : holding(store, context.now(), options.tenant)) {
    if (each.analyst == options.from) {
      brief.from = std::move(each);
      held = true;
    } else if (each.analyst == options.to) {
      leads = each.role == Role::primary;
    } else {
      brief.others.push_back(std::move(each));
    }
  }
  if (!held) {
    throw Error(Code::conflict, "'" + options.from + "' does not look after tenant '" + options.tenant + "'",
                "'synos-mssp staff list' shows who does");
  }
  if (leads) {
    throw Error(Code::conflict, "'" + options.to + "' is primary of tenant '" + options.tenant + "': nobody is his own backup",
                "hand the backup's role to somebody else");
  }
  brief.tickets = open_tickets(context, store, brief.tenant);
  brief.critical = finding::list(
      store, {.tenant = options.tenant, .severity = finding::Severity::critical, .state = finding::State::open}, context.now());
  brief.upcoming = upcoming(context, store, brief.tenant);
  brief.people = user::list(store, options.tenant);
  return brief;
}

render::Array described(const std::vector<Assignment>& all) {
  render::Array out;
  for (const Assignment& each : all) out.emplace_back(describe(each));
  return out;
}

// One row of the trail tells of the whole handoff.
void move(Context& context, db::Connection& store, const workload::Brief& brief) {
  Assignment wanted = brief.from;
  wanted.id = 0;
  wanted.analyst = brief.to;
  wanted.from = context.now();
  const std::vector<Assignment> known = not_over(store, context.now(), brief.tenant.slug);
  Succession change = succession(known, wanted);
  std::vector<Assignment> before;
  const auto ends = [&](std::int64_t id) {
    return std::any_of(change.ended.begin(), change.ended.end(), [&](const Assignment& each) { return each.id == id; });
  };
  if (!ends(brief.from.id)) {  // a backup gives way to nobody by himself
    change.ended.push_back(brief.from);
    change.ended.back().until = context.now();
  }
  for (const Assignment& each : known) {
    if (ends(each.id)) before.push_back(each);
  }
  reassign(store, change.ended, change.begun);
  context.audit({{brief.tenant.slug, "handoff " + brief.tenant.slug + " " + std::string(name(brief.from.role)),
                  render::json_line(render::Object{{{"assignments", described(before)}}}),
                  render::json_line(render::Object{{{"ended", described(change.ended)}, {"begun", described(change.begun)}}})}});
}

render::Result run(Context& context, const Options& options) {
  const config::Workload weights = config::load_workload(context.folder());
  std::vector<std::string> gaps_left;
  const workload::Brief brief = context.change([&](db::Connection& store) {
    workload::Brief made = brief_of(context, store, options);
    require_fit(store, weights.skills, options.tenant, get(store, options.to));
    move(context, store, made);
    if (made.tenant.status == tenant::Status::active) {
      gaps_left = coverage({options.tenant}, roster(store, weights.skills, context.now()), context.now()).front().problems;
    }
    return made;
  });
  render::Result result = context.changed("'" + brief.to + "' is " + std::string(name(brief.from.role)) + " of tenant '" +
                                              options.tenant + "' instead of '" + options.from + "'",
                                          workload::describe(brief));
  auto& record = std::get<render::Record>(result.answer);
  record.lines = workload::lines(brief);
  record.change = false;
  if (!gaps_left.empty()) result.notes.push_back("tenant '" + options.tenant + "' is not covered: " + join(gaps_left, ", "));
  return result;
}

}  // namespace

cli::Command handoff() {
  cli::Option from = analyst_option();
  from.name = "from";
  from.help = "who hands over";
  cli::Option to = analyst_option();
  to.name = "to";
  to.help = "who takes over";
  return {.path = "staff handoff",
          .summary = "hand a customer over to a colleague, with a brief of what is going on there",
          .details = "The brief names open tickets with the time their clocks have left and who waits for whom, open "
                     "critical findings, what is scheduled next, and the people. As a table it is Markdown. The role "
                     "changes hands at once and is one entry of the audit trail; --dry-run shows the brief alone.",
          .examples = {"synos-mssp staff handoff --from john.doe --to jane.roe --tenant acme-corp --dry-run",
                       "synos-mssp staff handoff --from john.doe --to jane.roe --tenant acme-corp --output handoff.md"},
          .needs = {.store = true, .writes = true},
          .options = {std::move(from), std::move(to), options::tenant()},
          .formats = {"table", "json"},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::staff
