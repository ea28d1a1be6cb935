#include "ticket/register_store.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "ticket/clock_store.hpp"

namespace mssp::ticket {
namespace {

using ClockKey = std::tuple<std::int64_t, std::string, std::int64_t>;  // ticket id, kind, ordinal

ClockKey key_of(std::int64_t ticket_id, const sla::ClockName& name) {
  return {ticket_id, std::string(sla::name(name.kind)), name.ordinal};
}

// A breach with its stored due time, by which they are listed.
struct Due {
  std::optional<Instant> at;
  Breach breach;

  auto key() const { return std::tuple(!at, at, breach.number, sla::name(breach.name.kind), breach.name.ordinal); }
};

// Clocks that only the calendars of now make overdue, so nothing was said of them yet; true when there are any.
bool add_fresh(const Fresh& fresh, const std::set<ClockKey>& known, const Period& period, const sla::Calendars& calendars, Instant now,
               std::vector<Due>& all) {
  const std::size_t before = all.size();
  for (const auto& [id, recomputed] : fresh.tickets) {
    for (const sla::ClockRecord& clock : recomputed.clocks) {
      const bool late = clock.verdict == sla::Verdict::missed || (clock.verdict == sla::Verdict::open && clock.due_at && *clock.due_at < now);
      if (!late || known.contains(key_of(id, clock.name))) continue;
      const Instant since = clock.decided_at ? *clock.decided_at : *clock.due_at;
      if (since < period.from || since >= period.to) continue;
      const Ticket& ticket = recomputed.ticket;
      all.push_back({clock.due_at, {ticket.tenant, ticket.number, ticket.subject, standing_of({clock}, calendars, now).front(), clock.name, false, {}, {}}});
    }
  }
  return all.size() > before;
}

}  // namespace

std::vector<Breach> breaches(db::Connection& store, std::optional<std::int64_t> tenant_id, const Period& period,
                             const sla::Calendars& calendars, const Fresh& fresh, Instant now) {
  const db::Values arguments{tenant_id ? db::Value(*tenant_id) : db::Value(std::string("active")), epoch(period.from),
                             epoch(period.to), epoch(now)};
  const std::string chosen = " JOIN tenant t ON t.tenant_id = c.tenant_id"
                             " JOIN ticket k ON k.tenant_id = c.tenant_id AND k.ticket_id = c.ticket_id WHERE " +
                             std::string(tenant_id ? "t.tenant_id = $1" : "t.status = $1") +
                             " AND (c.verdict IN ('missed', 'void') OR (c.verdict = 'open' AND c.due_at < $4))"
                             " AND coalesce(c.decided_at, c.due_at) >= $2 AND coalesce(c.decided_at, c.due_at) < $3";
  // What was said last of each clock.
  struct Said {
    std::string kind, reason, approver;
  };
  std::map<ClockKey, Said> said;
  for (const db::Row& row : store.run(
           "SELECT e.ticket_id, e.kind, e.message, e.detail, c.kind, c.ordinal FROM ticket_clock c JOIN ticket_event e"
           " ON e.tenant_id = c.tenant_id AND e.ticket_id = c.ticket_id AND (e.kind = 'merged' OR"
           " (e.kind IN ('voided', 'excused') AND e.clock = c.kind AND e.ordinal = c.ordinal))" +
               chosen + " ORDER BY e.ticket_id, e.position",
           arguments)) {
    said[{row.integer(0), row.text(4), row.integer(5)}] = {row.text(1), row.text(2), row.text(1) == "voided" ? row.text(3) : ""};
  }
  std::vector<Due> found;
  std::set<ClockKey> known;
  for (const db::Row& row : store.run("SELECT t.slug, k.number, k.subject, k.ticket_id, " + std::string(clock_columns) +
                                          " FROM ticket_clock c" + chosen +
                                          " ORDER BY c.due_at NULLS LAST, k.number, c.kind, c.ordinal",
                                      arguments)) {
    sla::ClockRecord record = clock_of(row, 4);
    known.insert(key_of(row.integer(3), record.name));
    if (const auto own = fresh.tickets.find(row.integer(3)); own != fresh.tickets.end()) {
      if (const sla::ClockRecord* again = own->second.find(record.name)) record = *again;
    }
    Breach breach{.tenant = row.text(0),
                  .number = row.integer(1),
                  .subject = row.text(2),
                  .clock = standing_of({record}, calendars, now).front(),
                  .name = record.name,
                  .excused = false,
                  .reason = {},
                  .approver = {}};
    const auto last = said.find(key_of(row.integer(3), record.name));
    if (last != said.end()) {
      breach.excused = last->second.kind == "excused";
      breach.reason = last->second.reason;
      breach.approver = last->second.approver;
    }
    found.push_back({record.due_at, std::move(breach)});
  }
  if (add_fresh(fresh, known, period, calendars, now, found)) {
    std::sort(found.begin(), found.end(), [](const Due& one, const Due& other) { return one.key() < other.key(); });
  }
  std::vector<Breach> all;
  all.reserve(found.size());
  for (Due& each : found) all.push_back(std::move(each.breach));
  return all;
}

std::string_view name(Alert alert) { return alert == Alert::breach ? "breach" : "at-risk"; }

std::vector<RaisedAlert> raise_alerts(db::Connection& store, const sla::Calendars& calendars, Instant now) {
  const std::string alert = "CASE WHEN c.verdict = 'missed' OR c.due_at < $1 THEN 'breach' ELSE 'at-risk' END";
  const std::string from = " FROM ticket_clock c JOIN tenant t ON t.tenant_id = c.tenant_id"
                           " JOIN ticket k ON k.tenant_id = c.tenant_id AND k.ticket_id = c.ticket_id";
  const std::string where = " WHERE t.status = 'active' AND c.stopped_at IS NULL AND c.verdict <> 'void'"
                            " AND (c.verdict = 'missed' OR c.due_at < $1 OR c.risk_at <= $1)"
                            " AND NOT EXISTS (SELECT 1 FROM clock_alert x WHERE x.tenant_id = c.tenant_id"
                            "  AND x.ticket_id = c.ticket_id AND x.kind = c.kind AND x.ordinal = c.ordinal AND x.alert = " +
                            alert + ")";
  const db::Rows candidates = store.run(
      "SELECT t.tenant_id, t.slug, t.name, coalesce(a.handle, ''), k.number, k.subject, k.ticket_id, " + alert + ", " +
          std::string(clock_columns) + from +
          " LEFT JOIN assignment s ON s.tenant_id = t.tenant_id AND s.role = 'primary' AND s.valid_until IS NULL"
          " LEFT JOIN analyst a ON a.analyst_id = s.analyst_id" +
          where + " ORDER BY c.due_at NULLS LAST, k.number, c.kind, c.ordinal",
      {epoch(now)});
  std::set<ClockKey> marked;
  const std::string mark = "INSERT INTO clock_alert (tenant_id, ticket_id, kind, ordinal, alert, raised_at) SELECT c.tenant_id,"
                           " c.ticket_id, c.kind, c.ordinal, " +
                           alert + ", cast($1 AS BIGINT)" + from + where +
                           " ON CONFLICT DO NOTHING RETURNING ticket_id, kind, ordinal";
  for (const db::Row& row : store.run(mark, {epoch(now)})) {
    marked.emplace(row.integer(0), row.text(1), row.integer(2));
  }
  std::vector<RaisedAlert> all;
  for (const db::Row& row : candidates) {
    const sla::ClockRecord record = clock_of(row, 8);
    if (!marked.contains(key_of(row.integer(6), record.name))) continue;
    all.push_back({.tenant_id = row.integer(0),
                   .tenant = row.text(1),
                   .tenant_name = row.text(2),
                   .analyst = row.text(3),
                   .number = row.integer(4),
                   .subject = row.text(5),
                   .name = record.name,
                   .clock = standing_of({record}, calendars, now).front(),
                   .alert = row.text(7) == "breach" ? Alert::breach : Alert::at_risk});
  }
  return all;
}

}  // namespace mssp::ticket
