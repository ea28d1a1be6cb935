#include "today/late.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/slug.hpp"
#include "base/text.hpp"
#include "report/schedule_store.hpp"
#include "scan/schedule/owed.hpp"
#include "schedule/applied_store.hpp"
#include "sla/policy_store.hpp"
#include "ticket/current.hpp"
#include "ticket/standing_store.hpp"
#include "today/today_store.hpp"

namespace mssp::today {
namespace {

constexpr std::int64_t most_runs = 100'000;

// The latest time at which four open hours are over on any calendar.
Instant latest_due(const sla::Calendars& calendars, Instant at) {
  Instant latest = at;
  for (const std::string& name : calendars.names()) latest = std::max(latest, calendars.get(name).due(at, open_ahead));
  return latest;
}

std::string clock_name(const sla::Clock& clock) {
  const std::string kind(sla::name(clock.kind));
  return clock.kind == sla::ClockKind::update ? fmt::format("{}-{}", kind, clock.ordinal) : kind;
}

}  // namespace

std::vector<Item> clocks(Context& context, const View& view) {
  db::Connection& store = context.store();
  const ticket::Promises promises{sla::versions(store, view.tenants), sla::Calendars(config::load_calendars(context.folder()))};
  const ticket::ClockFigures figures(store, view.only, promises, view.at, context.now());
  ticket::tell_changed(context, figures.changed_calendars());
  auto words = ticket_words(store, view.only, std::min(view.at, context.now()));
  const auto attention = figures.attention(latest_due(promises.calendars, view.at));
  std::vector<Item> all;
  for (const tenant::Tenant& tenant : view.tenants) {
    const auto own = attention.find(tenant.id);
    if (own == attention.end()) continue;
    for (const ticket::TicketClock& each : own->second) {
      const bool overdue = each.clock.state == sla::ClockState::open_breached;
      if (!overdue && (each.clock.paused || each.left() > open_ahead)) continue;
      const std::string handle = ticket::handle(each.number);
      const std::string left = overdue ? "is overdue" : "has " + duration_text(std::max(each.left(), Seconds{1})) + " of open time left";
      all.push_back({.section = "sla",
                     .weight = overdue ? Weight::failed : Weight::at_risk,
                     .tenant = tenant.slug,
                     .what = fmt::format("{} {} '{}': {} {}", handle, sla::name(each.clock.priority), words[each.number].subject,
                                         clock_name(each.clock), left),
                     .owner = words[each.number].analyst,
                     .due_at = each.clock.due_at,
                     .command = fmt::format("synos-mssp ticket {} --ticket {}",
                                            each.clock.kind == sla::ClockKind::resolution ? "resolve" : "reply", handle)});
    }
  }
  return all;
}

std::vector<Item> scans(Context& context, const View& view) {
  db::Connection& store = context.store();
  std::vector<Item> all;
  std::vector<tenant::Listed> listed;
  for (const tenant::Tenant& tenant : view.tenants) listed.push_back({tenant, 0});
  const auto schedules = schedule::applied(store);
  std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> told;  // several occurrences of a schedule are one line
  for (const scan::Owed& each : scan::owed(store, schedules, listed, view.at - schedule::punctual)) {
    if (!told.emplace(std::pair(each.schedule->id, each.tenant->id), all.size()).second) continue;
    all.push_back({.section = "scans",
                   .weight = Weight::failed,
                   .tenant = each.tenant->slug,
                   .what = fmt::format("the {} scan has not begun", config::name(each.schedule->wish.scan_type)),
                   .owner = {},
                   .due_at = each.due.at,
                   .command = "synos-mssp scan schedule run"});
  }
  const std::string whose = view.only ? view.tenants.front().slug : std::string(every_tenant);
  for (const scan::Run& run : scan::history(store, whose, true, most_runs)) {
    if (run.started_at > view.at) continue;
    const bool late = run.state == scan::RunState::done;
    std::string what = fmt::format("scan run {} ({}) {}", scan::run_handle(run.number), run.profile,
                                   late ? "was late" : "is " + std::string(scan::name(run.state)));
    if (!run.detail.empty()) what += ": " + printable(run.detail);
    all.push_back({.section = "scans",
                   .weight = late ? Weight::at_risk : Weight::failed,
                   .tenant = run.tenant,
                   .what = std::move(what),
                   .owner = {},
                   .due_at = run.due_at,
                   .command = fmt::format("synos-mssp scan schedule ack --tenant {} --run {}", run.tenant, scan::run_handle(run.number))});
  }
  return all;
}

std::vector<Item> reports(Context& context, const View& view) {
  const auto schedules = report::schedules(context.store());
  std::vector<report::Occurrence> due;
  for (const report::Schedule& schedule : schedules) {
    if (schedule.paused) continue;
    for (const tenant::Tenant& tenant : view.tenants) {
      if (tenant.status != tenant::Status::active || (schedule.target != every_tenant && schedule.target != tenant.slug)) continue;
      if (const auto at = schedule.latest_due(tenant::zone_of(tenant), view.at - schedule::punctual)) due.push_back({schedule.id, tenant.id, *at});
    }
  }
  std::map<std::int64_t, const report::Schedule*> by_id;
  for (const report::Schedule& schedule : schedules) by_id[schedule.id] = &schedule;
  std::map<std::int64_t, const tenant::Tenant*> tenants;
  for (const tenant::Tenant& tenant : view.tenants) tenants[tenant.id] = &tenant;
  std::vector<Item> all;
  for (const report::Occurrence& each : report::unclaimed(context.store(), due)) {
    all.push_back({.section = "reports",
                   .weight = Weight::failed,
                   .tenant = tenants.at(each.tenant_id)->slug,
                   .what = fmt::format("the report '{}' was not made", by_id.at(each.schedule_id)->type_template),
                   .owner = {},
                   .due_at = each.due_at,
                   .command = "synos-mssp report schedule run"});
  }
  return all;
}

std::vector<Item> coverage(const View& view) {
  std::vector<std::string> slugs;
  for (const tenant::Tenant& tenant : view.tenants) {
    if (tenant.status == tenant::Status::active) slugs.push_back(tenant.slug);
  }
  std::vector<Item> all;
  for (const staff::Coverage& each : staff::coverage(slugs, view.roster, view.at)) {
    if (each.covered() && !each.breaks_at) continue;
    const bool role_missing = each.primary.empty();
    all.push_back({.section = "coverage",
                   .weight = each.covered() ? Weight::at_risk : Weight::failed,
                   .tenant = each.tenant,
                   .what = each.covered() ? std::string("will lack a primary or a backup") : join(each.problems, "; "),
                   .owner = {},
                   .due_at = each.breaks_at,
                   .command = fmt::format("synos-mssp staff assign --tenant {} --analyst HANDLE --role {}", each.tenant,
                                          role_missing ? "primary" : "secondary")});
  }
  return all;
}

std::map<std::string, std::string> primaries(const View& view) {
  std::map<std::string, std::string> all;
  for (const staff::Assignment& each : view.roster.assignments) {
    if (each.role == staff::Role::primary && staff::holds(each, view.at)) all[each.tenant] = each.analyst;
  }
  return all;
}

}  // namespace mssp::today
