#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "db/instants.hpp"
#include "monitor/service_store.hpp"
#include "report/figures.hpp"
#include "report/register_store.hpp"
#include "sla/policy_store.hpp"
#include "ticket/clock_store.hpp"
#include "ticket/standing_store.hpp"

namespace mssp::report {
namespace {

constexpr int months_shown = 12;
constexpr auto recent = std::chrono::days{30};

// What was open at the end of each month, all in one statement.
void add_finding_months(db::Connection& store, std::int64_t tenant, const Zone& zone, Instant until, std::vector<MonthFigures>& months) {
  std::string sql = "SELECT min(first_seen)";
  db::Values values{tenant};
  std::vector<Instant> begins;
  std::vector<Instant> ends;
  for (const MonthFigures& month : months) {
    const Period period = period_of(month.month, zone);
    begins.push_back(period.from);
    ends.push_back(std::min(period.to, until));
    values.emplace_back(epoch(ends.back()));
    const std::string at = "$" + std::to_string(values.size());
    const std::string open = open_at(at);
    sql += ", coalesce(sum(CASE WHEN " + open + " THEN 1 ELSE 0 END), 0)";
    sql += ", coalesce(sum(CASE WHEN severity = 'critical' AND " + open + " THEN 1 ELSE 0 END), 0)";
    sql += ", coalesce(sum(CASE WHEN due_at < " + at + " AND " + open + " THEN 1 ELSE 0 END), 0)";
  }
  const db::Rows rows = store.run(sql + " FROM finding f WHERE f.tenant_id = $1", values);
  const auto first = rows.front().optional_integer(0);
  if (!first) return;
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (ends[i] <= instant(*first) || begins[i] >= until) continue;
    months[i].open_findings = rows.front().integer(1 + 3 * i);
    months[i].open_critical = rows.front().integer(2 + 3 * i);
    months[i].overdue = rows.front().integer(3 + 3 * i);
  }
}

Findings findings_at(db::Connection& store, std::int64_t tenant, const Period& period, Instant until) {
  const db::Rows rows = store.run("SELECT f.severity, count(*), sum(CASE WHEN f.due_at < $2 THEN 1 ELSE 0 END) FROM finding f"
                                  " WHERE f.tenant_id = $1 AND " + open_at("$2") + " GROUP BY f.severity",
                                  {tenant, epoch(until)});
  Findings found;
  for (const db::Row& row : rows) {
    found.open.of(*finding::parse_severity(row.text(0))) = row.integer(1);
    found.overdue += row.integer(2);
  }
  const db::Rows moved = store.run(
      "SELECT coalesce(sum(CASE WHEN first_seen >= $2 AND first_seen < $3 THEN 1 ELSE 0 END), 0),"
      " coalesce(sum(CASE WHEN fixed_at >= $2 AND fixed_at < $3 THEN 1 ELSE 0 END), 0) FROM finding WHERE tenant_id = $1",
      {tenant, epoch(period.from), epoch(period.to)});
  found.appeared = moved.front().integer(0);
  found.fixed = moved.front().integer(1);
  return found;
}

Scans scans_until(db::Connection& store, std::int64_t tenant, const Period& period, Instant until) {
  const db::Rows rows = store.run(
      "SELECT (SELECT count(*) FROM scan WHERE tenant_id = $1 AND imported_at >= $2 AND imported_at < $3),"
      " (SELECT max(coalesce(finished_at, imported_at)) FROM scan WHERE tenant_id = $1 AND imported_at < $3),"
      " (SELECT count(*) FROM asset WHERE tenant_id = $1 AND first_seen < $3),"
      " (SELECT count(*) FROM asset WHERE tenant_id = $1 AND first_seen < $3 AND last_seen >= $4)",
      {tenant, epoch(period.from), epoch(until), epoch(until - recent)});
  const db::Row& row = rows.front();
  return {row.integer(0), db::instant_if(row, 1), row.integer(2), row.integer(3)};
}

std::string primary_analyst(db::Connection& store, std::int64_t tenant, Instant as_of) {
  const db::Rows rows = store.run(
      "SELECT a.handle, a.name FROM assignment s JOIN analyst a ON a.analyst_id = s.analyst_id"
      " WHERE s.tenant_id = $1 AND s.role = 'primary' AND s.valid_from <= $2"
      " AND (s.valid_until IS NULL OR s.valid_until > $2) ORDER BY s.valid_from DESC LIMIT 1",
      {tenant, epoch(as_of)});
  if (rows.empty()) return {};
  return rows.front().text(1).empty() ? rows.front().text(0) : rows.front().text(1);
}

// Tickets that the period saw: opened in it, resolved in it, or open through it.
void add_tickets(db::Connection& store, const ticket::Promises& promises, Instant until, Figures& figures) {
  const ticket::Selection seen{"k.tenant_id = $1 AND k.opened_at < $2 AND (k.changed_at >= $3 OR k.status NOT IN ('resolved', 'closed'))",
                               {figures.tenant.id, epoch(until), epoch(figures.period.from)}};
  for (const ticket::History& history : ticket::histories(store, seen)) {
    TicketLine line{.number = history.ticket.number,
                    .subject = history.ticket.subject,
                    .status = std::string(ticket::name(history.ticket.status)),
                    .priority = history.ticket.priority,
                    .opened_at = history.ticket.opened_at,
                    .events = {},
                    .clocks = ticket::clocks(history, promises.versions.at(figures.tenant.id), promises.calendars, figures.as_of)};
    bool ended_before = false;
    for (const sla::Event& event : history.events) {
      if (event.at >= until) break;
      line.events.push_back(event);
      if (event.kind == sla::EventKind::reopened) ++line.reopened, ended_before = false;
      if (event.kind == sla::EventKind::resolved || event.kind == sla::EventKind::closed) ended_before = event.at < figures.period.from;
    }
    if (!ended_before) figures.tickets.push_back(std::move(line));
  }
}

// What checks and people say of the services watched; without any, that all time is unknown.
void add_uptime(db::Connection& store, const tenant::Tenant& tenant, const sla::Versions& versions, Figures& figures) {
  const auto promised = ticket::unwatched_uptime(versions, figures.period, figures.as_of);
  if (promised.empty()) return;
  const auto name = [](const std::string& service) { return service == "all" ? std::string("All services") : service; };
  const auto known = monitor::knowledge(store, {tenant}, figures.as_of + Seconds{1});
  for (const monitor::Measured& each :
       monitor::measure_all(known, tenant.id, figures.period, figures.as_of, promised.front().uptime.target)) {
    figures.uptime.push_back({name(each.service), each.uptime});
  }
  for (MonthFigures& month : figures.months) {
    for (const monitor::Measured& each :
         monitor::measure_all(known, tenant.id, period_of(month.month, figures.zone), figures.as_of, promised.front().uptime.target)) {
      const auto& percent = each.uptime.percent;
      if (percent && (!month.uptime || *percent < *month.uptime)) month.uptime = percent;
    }
  }
  if (!figures.uptime.empty()) return;
  for (const ticket::ServiceUptime& each : promised) figures.uptime.push_back({name(each.service), each.uptime});
}

}  // namespace

Figures figures(db::Connection& store, const tenant::Tenant& tenant, const Span& span, const Wanted& wanted,
                const Sources& sources, Instant now) {
  Figures result;
  result.tenant = tenant;
  result.organization = sources.organization;
  result.zone = tenant::zone_of(tenant);
  result.span = span;
  result.period = span.period(result.zone);
  if (result.period.from > now) {
    throw Error(Code::usage, std::string("the ") + (span.months == 1 ? "month " : "quarter ") + span.name() + " has not begun");
  }
  result.as_of = std::min(now, result.period.to);
  for (const config::Tier& tier : sources.tiers) {
    if (tier.name == tenant.tier && (!result.tier || tier.version > result.tier->version)) result.tier = tier;
  }
  // What happens in this very second counts, what happens at the end of the period does not: one bound for both.
  const Instant until = std::min(now + Seconds{1}, result.period.to);
  const Period before = span.before().period(result.zone);
  result.primary_analyst = primary_analyst(store, tenant.id, result.as_of);
  result.findings = findings_at(store, tenant.id, result.period, until);
  result.findings_before = findings_at(store, tenant.id, before, before.to);
  result.worst = open_findings(store, tenant.id, until, 10);
  result.scans = scans_until(store, tenant.id, result.period, until);
  result.scanned_before = scans_until(store, tenant.id, before, before.to).last.has_value();
  result.usage = tenant::usage(store, tenant, period_of(span.last(), result.zone));

  const Month first = plus_months(span.last(), 1 - months_shown);
  const ticket::Promises promises{sla::versions(store, {tenant}), sources.calendars};
  const sla::Versions& versions = promises.versions.at(tenant.id);
  std::vector<ticket::Span> spans{{tenant.timezone, result.period}};
  std::vector<Period> periods;
  for (int i = 0; i < months_shown; ++i) {
    periods.push_back(period_of(plus_months(first, i), result.zone));
    spans.push_back({tenant.timezone, periods.back()});
  }
  const ticket::ClockFigures clocks(store, tenant.id, promises, result.as_of, now);
  auto rows = clocks.rows(spans)[tenant.id];
  rows.resize(spans.size());
  result.clocks = rows.front();
  const auto attention = clocks.attention();
  const auto late = attention.find(tenant.id);
  if (late != attention.end()) {
    for (const ticket::TicketClock& each : late->second) result.attention.push_back({each.number, each.clock});
  }
  const auto activity = ticket::activity(store, tenant.id, periods);
  for (std::size_t i = 0; i < periods.size(); ++i) {
    MonthFigures month{.month = plus_months(first, static_cast<int>(i)), .opened = activity[i].opened, .resolved = activity[i].resolved,
                       .sla_met = {}, .open_findings = {}, .open_critical = {}, .overdue = {}, .uptime = {}};
    for (const sla::ClockRow& row : rows[i + 1]) {
      month.met += row.met;
      month.decided += row.met + row.missed;
    }
    month.sla_met = sla::share(month.met, month.decided);
    result.months.push_back(month);
  }
  const sla::Policy& policy = sla::policy_at(versions, std::min(result.as_of, result.period.to - Seconds{1}));
  result.promise = {policy.calendar, policy.p1_around_the_clock, policy.version, policy.targets, policy.uptime};
  result.fleet = fleet(store, tenant, sources.patches, result.period, now);
  if (!result.fleet) result.devices_at_end = day_of(store, tenant, result.period, true);
  result.devices_before = day_of(store, tenant, before, false);
  add_uptime(store, tenant, versions, result);
  if (wanted.tickets) {
    add_tickets(store, promises, until, result);
    result.breaches = ticket::breaches(store, tenant.id, result.period, sources.calendars, now);
  }
  add_finding_months(store, tenant.id, result.zone, until, result.months);
  if (wanted.findings) {
    result.open_findings = open_findings(store, tenant.id, until, {});
    result.accepted = accepted_findings(store, tenant.id, until);
    result.reopened_findings = reopened_findings(store, tenant.id, until);
    result.exploited = mark_exploited(store, result.open_findings);
  }
  if (wanted.assets) {
    result.assets = assets(store, tenant.id, until);
    result.reports_made = reports_made(store, tenant.id, result.period);
  }
  if (!wanted.promises_of.empty()) {
    result.promised = recommended_before(store, tenant.id, wanted.promises_of, span.before().name());
  }
  return result;
}

}  // namespace mssp::report
