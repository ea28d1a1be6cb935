#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "report/figures.hpp"
#include "sla/policy_store.hpp"
#include "ticket/ticket_store.hpp"

namespace mssp::report {
namespace {

constexpr int months_shown = 12;
constexpr auto recent = std::chrono::days{30};

// A finding counts as open at an instant when it had been seen by then and was not fixed by then; accepted risks and
// false positives are no open findings.
constexpr std::string_view open_at =
    "first_seen < $2 AND (state = 'open' OR (state = 'fixed' AND fixed_at >= $2)) AND tenant_id = $1";

Findings findings_at(db::Connection& store, std::int64_t tenant, const Period& period, Instant until) {
  const std::string open(open_at);
  const db::Rows rows = store.run("SELECT severity, count(*), sum(CASE WHEN due_at < $2 THEN 1 ELSE 0 END) FROM finding WHERE " +
                                      open + " GROUP BY severity",
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

std::vector<OpenFinding> worst(db::Connection& store, std::int64_t tenant, Instant until) {
  std::string open(open_at);
  open.replace(open.find("tenant_id"), 9, "f.tenant_id");
  const db::Rows rows = store.run(
      "SELECT f.severity, f.title, a.address, a.hostname, f.port, f.protocol, f.due_at FROM finding f"
      " JOIN asset a ON a.tenant_id = f.tenant_id AND a.asset_id = f.asset_id WHERE f.severity <> 'info' AND f." + open +
          " ORDER BY CASE f.severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END,"
          " f.due_at NULLS LAST, f.handle LIMIT 10",
      {tenant, epoch(until)});
  std::vector<OpenFinding> all;
  for (const db::Row& row : rows) {
    std::string asset = row.text(3).empty() ? row.text(2) : row.text(3);
    if (!row.is_null(4)) asset += fmt::format(" {}/{}", row.integer(4), row.text(5));
    const auto due = row.optional_integer(6);
    all.push_back({*finding::parse_severity(row.text(0)), row.text(1), std::move(asset), due ? std::optional(instant(*due)) : std::nullopt});
  }
  return all;
}

Scans scans_until(db::Connection& store, std::int64_t tenant, const Period& period, Instant until) {
  const db::Rows rows = store.run(
      "SELECT (SELECT count(*) FROM scan WHERE tenant_id = $1 AND imported_at >= $2 AND imported_at < $3),"
      " (SELECT max(coalesce(finished_at, imported_at)) FROM scan WHERE tenant_id = $1 AND imported_at < $3),"
      " (SELECT count(*) FROM asset WHERE tenant_id = $1 AND first_seen < $3),"
      " (SELECT count(*) FROM asset WHERE tenant_id = $1 AND first_seen < $3 AND last_seen >= $4)",
      {tenant, epoch(period.from), epoch(until), epoch(until - recent)});
  const db::Row& row = rows.front();
  const auto last = row.optional_integer(1);
  return {row.integer(0), last ? std::optional(instant(*last)) : std::nullopt, row.integer(2), row.integer(3)};
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

MonthFigures month_figures(Month month, const Zone& zone, const std::vector<ticket::History>& histories,
                           const std::vector<sla::Clock>& clocks) {
  MonthFigures figures{.month = month, .sla_met = {}};
  const Period period = period_of(month, zone);
  const auto within = [&](Instant at) { return at >= period.from && at < period.to; };
  for (const ticket::History& history : histories) {
    if (within(history.ticket.opened_at)) ++figures.opened;
    for (const sla::Event& event : history.events) {
      if (event.kind == sla::EventKind::resolved && within(event.at)) ++figures.resolved;
    }
  }
  for (const sla::ClockRow& row : sla::clock_rows(clocks, period)) {
    figures.met += row.met;
    figures.decided += row.met + row.missed;
  }
  figures.sla_met = sla::share(figures.met, figures.decided);
  return figures;
}

}  // namespace

Figures figures(db::Connection& store, const tenant::Tenant& tenant, Month month, const Sources& sources, Instant now) {
  Figures result;
  result.tenant = tenant;
  result.organization = sources.organization;
  result.zone = tenant::zone_of(tenant);
  result.month = month;
  result.period = period_of(month, result.zone);
  if (result.period.from > now) throw Error(Code::usage, "the month " + text(month) + " has not begun");
  result.as_of = std::min(now, result.period.to);
  for (const config::Tier& tier : sources.tiers) {
    if (tier.name == tenant.tier && (!result.tier || tier.version > result.tier->version)) result.tier = tier;
  }
  // What happens in this very second counts, what happens at the end of the period does not: one bound for both.
  const Instant until = std::min(now + Seconds{1}, result.period.to);
  const Period before = period_of(plus_months(month, -1), result.zone);
  result.primary_analyst = primary_analyst(store, tenant.id, result.as_of);
  result.findings = findings_at(store, tenant.id, result.period, until);
  result.findings_before = findings_at(store, tenant.id, before, before.to);
  result.worst = worst(store, tenant.id, until);
  result.scans = scans_until(store, tenant.id, result.period, until);
  result.ever_scanned = result.scans.last.has_value();
  result.scanned_before = scans_until(store, tenant.id, before, before.to).last.has_value();
  result.usage = tenant::usage(store, tenant, result.period);

  const Month first = plus_months(month, 1 - months_shown);
  const Period year{period_of(first, result.zone).from, result.period.to};
  const auto histories = ticket::histories(store, tenant.id, year);
  const sla::Versions versions = sla::versions(store, {tenant})[tenant.id];
  result.standing = ticket::standing(histories, versions, sources.calendars, result.period, result.as_of);
  std::vector<sla::Clock> clocks;
  for (const ticket::History& history : histories) {
    if (history.ticket.opened_at >= until) continue;
    const auto own = ticket::clocks(history, versions, sources.calendars, result.as_of);
    clocks.insert(clocks.end(), own.begin(), own.end());
  }
  for (int i = 0; i < months_shown; ++i) {
    result.months.push_back(month_figures(plus_months(first, i), result.zone, histories, clocks));
  }
  return result;
}

}  // namespace mssp::report
