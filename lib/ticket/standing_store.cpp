#include "ticket/standing_store.hpp"

#include <algorithm>
#include <utility>

#include "sla/frozen.hpp"

namespace mssp::ticket {
namespace {

std::string parameter(db::Values& arguments, db::Value value) {
  arguments.push_back(std::move(value));
  return "$" + std::to_string(arguments.size());
}

// WITH span (number, timezone, starts, ends)
std::string span_table(const std::vector<Span>& spans, db::Values& arguments) {
  std::string sql = "WITH span (number, timezone, starts, ends) AS (VALUES ";
  for (std::size_t i = 0; i < spans.size(); ++i) {
    sql += i == 0 ? "(" : ", (";
    sql += "cast(" + parameter(arguments, static_cast<std::int64_t>(i)) + " AS BIGINT)";
    sql += ", cast(" + parameter(arguments, spans[i].timezone) + " AS TEXT)";
    sql += ", cast(" + parameter(arguments, epoch(spans[i].period.from)) + " AS BIGINT)";
    sql += ", cast(" + parameter(arguments, epoch(spans[i].period.to)) + " AS BIGINT))";
  }
  return sql + ")";
}

std::string of_tenants(const std::optional<std::int64_t>& tenant_id, db::Values& arguments) {
  return tenant_id ? "t.tenant_id = " + parameter(arguments, *tenant_id) : std::string("t.status = 'active'");
}

// The stored clocks that hold for what happened up to `as_of`, though the ticket may have changed since.
std::vector<sla::ClockRecord> decided_by(std::vector<sla::ClockRecord> stored, const Ticket& ticket, Instant as_of) {
  if (ticket.changed_at <= as_of) return sla::settled(std::move(stored), as_of);
  std::erase_if(stored, [&](const sla::ClockRecord& clock) {
    return !(clock.verdict == sla::Verdict::met && *clock.decided_at <= as_of) &&
           !(clock.verdict == sla::Verdict::missed && *clock.decided_at < as_of);
  });
  return stored;
}

}  // namespace

ClockFigures::ClockFigures(db::Connection& store, std::optional<std::int64_t> tenant_id, const Promises& promises,
                           Instant as_of, Instant now)
    : store_(store),
      tenant_id_(tenant_id),
      promises_(promises),
      as_of_(as_of),
      stale_(stale(store, promises.calendars)),
      replayed_(replayed_tickets(stale_, as_of < now ? std::optional(as_of) : std::nullopt)) {
  if (replayed_.where == "false") return;
  Selection ours = replayed_;
  ours.where = "(" + ours.where + ") AND " + of_tenants(tenant_id, ours.arguments) +
               " AND k.opened_at <= " + parameter(ours.arguments, epoch(as_of));
  const auto stored = stored_clocks(store, ours);
  for (const History& history : histories(store, ours)) {
    const Ticket& ticket = history.ticket;
    const auto versions = promises.versions.find(ticket.tenant_id);
    if (versions == promises.versions.end()) continue;  // became active since the tenants were read
    auto records = ticket::records(history, versions->second, promises.calendars, as_of);
    const auto own = stored.find(ticket.id);
    if (own != stored.end()) records = sla::with_frozen(decided_by(own->second, ticket, as_of), std::move(records));
    for (const sla::Clock& clock : standing_of(records, promises.calendars, as_of)) {
      clocks_.push_back({ticket.tenant_id, {}, {ticket.number, clock}});
    }
  }
  std::map<std::int64_t, std::string> zones;
  for (const db::Row& row : store.run("SELECT tenant_id, timezone FROM tenant ORDER BY tenant_id")) {
    zones.emplace(row.integer(0), row.text(1));
  }
  for (ReplayedClock& each : clocks_) each.timezone = zones.at(each.tenant_id);
}

// Two questions about a span, each answered in the order of ticket_clock_figures without sorting: what was decided in it,
// by verdict, and of the clocks that have not stopped how many were breached in it, are open and are at risk.
std::string ClockFigures::counting(std::size_t number, const Span& span, const std::string& now, db::Values& arguments) const {
  const std::string starts = parameter(arguments, epoch(span.period.from));
  const std::string ends = parameter(arguments, epoch(span.period.to));
  const std::string group = "c.tenant_id, c.kind, c.priority, c.target";
  const std::string head = "SELECT " + std::to_string(number) + ", " + group;
  std::string from = " FROM ticket_clock c";
  std::string where = tenant_id_ ? " WHERE c.tenant_id = " + parameter(arguments, *tenant_id_)
                                 : " WHERE c.tenant_id IN (SELECT t.tenant_id FROM tenant t WHERE t.status = 'active'"
                                   " AND t.timezone = " + parameter(arguments, span.timezone) + ")";
  if (replayed_.where != "false") {
    from += " JOIN ticket k ON k.tenant_id = c.tenant_id AND k.ticket_id = c.ticket_id";
    where += " AND NOT (" + replayed_.where + ")";
  }
  const auto sum = [](const std::string& condition) {
    return ", cast(sum(CASE WHEN " + condition + " THEN 1 ELSE 0 END) AS BIGINT)";
  };
  const std::string is_open = "(c.due_at IS NULL OR c.due_at >= " + now + ") AND c.started < " + ends;
  return head + ", c.verdict, count(*), count(c.stopped_at), 0" + from + where + " AND c.verdict <> 'open' AND c.decided_at >= " +
         starts + " AND c.decided_at < " + ends + " AND (c.verdict <> 'missed' OR c.decided_at < " + now + ") GROUP BY " + group +
         ", c.verdict UNION ALL " + head + ", 'open'" +
         sum("c.due_at < " + now + " AND c.due_at >= " + starts + " AND c.due_at < " + ends) + sum(is_open) +
         sum(is_open + " AND c.risk_at <= " + now) + from + where +
         " AND c.stopped_at IS NULL AND c.verdict <> 'void' AND (c.verdict = 'open' OR c.decided_at >= " + now + ") GROUP BY " + group;
}

std::map<std::int64_t, std::vector<std::vector<sla::ClockRow>>> ClockFigures::rows(const std::vector<Span>& spans) const {
  constexpr std::size_t most_spans = 100;  // in one statement: SQLite takes 500 SELECTs
  std::map<std::int64_t, std::vector<std::vector<sla::ClockRow>>> all;
  const auto of = [&](std::int64_t tenant, std::size_t span) -> std::vector<sla::ClockRow>& {
    auto& lists = all[tenant];
    lists.resize(spans.size());
    return lists[span];
  };
  for (std::size_t first = 0; first < spans.size(); first += most_spans) {
    db::Values arguments = replayed_.arguments;
    const std::string now = parameter(arguments, epoch(as_of_));
    std::string sql;
    for (std::size_t i = first; i < std::min(spans.size(), first + most_spans); ++i) {
      sql += (i == first ? "" : " UNION ALL ") + counting(i, spans[i], now, arguments);
    }
    for (const db::Row& row : store_.run(sql, arguments)) {
      sla::ClockRow counted{.kind = sla::parse_clock_kind(row.text(2)).value(),
                            .priority = sla::parse_priority(row.text(3)).value(),
                            .target = Seconds{row.integer(4)}};
      const std::int64_t count = row.integer(6);
      switch (sla::parse_verdict(row.text(5)).value()) {
        case sla::Verdict::met:
          counted.met = count;
          break;
        case sla::Verdict::missed:
          counted.missed = count;
          counted.open_breached = count - row.integer(7);
          break;
        case sla::Verdict::voided:
          counted.voided = count;
          break;
        case sla::Verdict::open:
          counted.missed = counted.open_breached = count;
          counted.open = row.integer(7);
          counted.at_risk = row.integer(8);
      }
      if (counted.met + counted.missed + counted.voided + counted.open == 0) continue;
      of(row.integer(1), static_cast<std::size_t>(row.integer(0))).push_back(counted);
    }
  }
  for (std::size_t i = 0; i < spans.size(); ++i) {
    std::map<std::int64_t, std::vector<sla::Clock>> clocks;
    for (const ReplayedClock& each : clocks_) {
      if (each.timezone == spans[i].timezone) clocks[each.tenant_id].push_back(each.clock.clock);
    }
    for (const auto& [tenant, own] : clocks) {
      for (const sla::ClockRow& row : sla::clock_rows(own, spans[i].period)) of(tenant, i).push_back(row);
    }
  }
  for (auto& [tenant, lists] : all) {
    for (auto& list : lists) list = sum_of(std::move(list));
  }
  return all;
}

std::map<std::int64_t, std::vector<TicketClock>> ClockFigures::attention(const std::optional<Instant>& due_by) const {
  db::Values arguments = replayed_.arguments;
  const std::string now = parameter(arguments, epoch(as_of_));
  const std::string due = due_by ? parameter(arguments, epoch(*due_by + Seconds{1})) : now;
  const std::string sql = "SELECT k.tenant_id, k.number, " + std::string(clock_columns) +
                          " FROM ticket_clock c JOIN tenant t ON t.tenant_id = c.tenant_id"
                          " JOIN ticket k ON k.tenant_id = c.tenant_id AND k.ticket_id = c.ticket_id WHERE " +
                          of_tenants(tenant_id_, arguments) +
                          " AND c.stopped_at IS NULL AND c.verdict <> 'void' AND (c.verdict = 'missed' OR c.due_at < " + due +
                          " OR c.risk_at <= " + now + ") AND NOT (" + replayed_.where + ")";
  std::map<std::int64_t, std::vector<TicketClock>> all;
  const auto add = [&](std::int64_t tenant, const TicketClock& each) {
    const bool soon = due_by && !each.clock.paused && !each.clock.stopped_at && each.clock.due_at <= *due_by;
    if (needs_attention(each.clock) || (soon && each.clock.state == sla::ClockState::open)) all[tenant].push_back(each);
  };
  for (const db::Row& row : store_.run(sql, arguments)) {
    sla::ClockRecord record = clock_of(row, 2);
    if (record.verdict == sla::Verdict::missed && *record.decided_at >= as_of_) {  // a breach that was yet to come
      record.verdict = sla::Verdict::open;
      record.decided_at.reset();
    }
    add(row.integer(0), {row.integer(1), standing_of({record}, promises_.calendars, as_of_).front()});
  }
  for (const ReplayedClock& each : clocks_) add(each.tenant_id, each.clock);
  for (auto& [tenant, clocks] : all) sort_by_urgency(clocks);
  return all;
}

std::vector<Standing> standings(db::Connection& store, const std::vector<Wanted>& wanted, bool all, const Promises& promises,
                                Instant as_of, Instant now, std::vector<std::string>& changed_calendars) {
  std::vector<Standing> out;
  if (wanted.empty()) return out;
  std::vector<Span> spans;
  std::map<std::string, std::size_t> span_of;
  for (const Wanted& each : wanted) {
    if (span_of.emplace(each.tenant.timezone, spans.size()).second) spans.push_back({each.tenant.timezone, each.period});
  }
  const ClockFigures figures(store, all ? std::nullopt : std::optional(wanted.front().tenant.id), promises, as_of, now);
  changed_calendars = figures.changed_calendars();
  auto rows = figures.rows(spans);
  auto attention = figures.attention();
  for (const Wanted& each : wanted) {
    const std::int64_t id = each.tenant.id;
    auto& own = rows[id];
    own.resize(spans.size());
    out.push_back({.period = each.period,
                   .as_of = as_of,
                   .clocks = std::move(own[span_of.at(each.tenant.timezone)]),
                   .uptime = unwatched_uptime(promises.versions.at(id), each.period, as_of),
                   .attention = std::move(attention[id])});
  }
  return out;
}

std::vector<Activity> activity(db::Connection& store, std::int64_t tenant_id, const std::vector<Period>& periods) {
  std::vector<Span> spans;
  for (const Period& period : periods) spans.push_back({"", period});
  std::vector<Activity> all(periods.size());
  const auto count = [&](const std::string& from, std::int64_t Activity::*member) {
    db::Values arguments;
    std::string sql = span_table(spans, arguments) + " SELECT s.number, count(*) FROM span s JOIN " + from + " AND x.tenant_id = ";
    sql += parameter(arguments, tenant_id) + " GROUP BY s.number";
    for (const db::Row& row : store.run(sql, arguments)) all[static_cast<std::size_t>(row.integer(0))].*member = row.integer(1);
  };
  count("ticket x ON x.opened_at >= s.starts AND x.opened_at < s.ends", &Activity::opened);
  count("ticket_event x ON x.kind = 'resolved' AND x.at >= s.starts AND x.at < s.ends", &Activity::resolved);
  return all;
}

}  // namespace mssp::ticket
