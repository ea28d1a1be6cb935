#include "ticket/ticket_store.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/error.hpp"
#include "db/instants.hpp"
#include "sla/frozen.hpp"
#include "ticket/clock_store.hpp"
#include "ticket/row_store.hpp"

namespace mssp::ticket {
namespace {

constexpr std::string_view staged_columns =
    "tenant_id, number, subject, priority, status, opened_at, changed_at, policy_version, analyst, merged_into, reference";
const Selection staged{"k.number IN (SELECT number FROM staged_ticket)", {}};

db::Values staged_row(const Ticket& ticket) {
  return {ticket.tenant_id,
          ticket.number,
          ticket.subject,
          std::string(name(ticket.priority)),
          std::string(name(ticket.status)),
          epoch(ticket.opened_at),
          epoch(ticket.changed_at),
          ticket.policy_version,
          db::or_null(ticket.analyst),
          db::or_null(ticket.merged_into),
          db::or_null(ticket.reference)};
}

void stage(db::Connection& store, const std::vector<Ticket>& tickets) {
  store.run("CREATE TEMP TABLE IF NOT EXISTS staged_ticket (tenant_id BIGINT NOT NULL, number BIGINT NOT NULL PRIMARY KEY,"
            " subject TEXT NOT NULL, priority TEXT NOT NULL, status TEXT NOT NULL, opened_at BIGINT NOT NULL,"
            " changed_at BIGINT NOT NULL, policy_version BIGINT NOT NULL, analyst TEXT, merged_into BIGINT, reference TEXT)");
  store.run("DELETE FROM staged_ticket");
  std::vector<db::Values> rows;
  rows.reserve(tickets.size());
  for (const Ticket& ticket : tickets) rows.push_back(staged_row(ticket));
  store.insert("staged_ticket", staged_columns, rows);
}

db::Values event_row(const Ticket& ticket, std::int64_t position, const Entry& entry) {
  const sla::Event& event = entry.event;
  return {ticket.tenant_id,
          ticket.id,
          position,
          epoch(event.at),
          std::string(name(event.kind)),
          std::string(name(event.actor)),
          std::int64_t{event.is_public ? 1 : 0},
          entry.author,
          entry.message,
          entry.detail,
          event.priority ? db::Value(std::string(sla::name(*event.priority))) : db::Value(nullptr),
          db::or_null(event.policy_version),
          event.clock ? db::Value(std::string(sla::name(event.clock->kind))) : db::Value(nullptr),
          event.clock ? db::Value(event.clock->ordinal) : db::Value(nullptr)};
}

}  // namespace

Ticket get(db::Connection& store, std::int64_t number) {
  const db::Rows rows = store.run(std::string(ticket_select) + "WHERE k.number = $1", {number});
  if (rows.empty()) {
    throw Error(Code::not_found, "no ticket '" + handle(number) + "'", "'synos-mssp ticket list' shows those there are");
  }
  return ticket_of(rows.front());
}

std::vector<Ticket> record(db::Connection& store, const std::vector<Change>& changes, const Promises& promises) {
  std::int64_t last = store.run("SELECT coalesce(max(number), 0) FROM ticket").front().integer(0);
  std::vector<Ticket> tickets;
  tickets.reserve(changes.size());
  for (const Change& change : changes) {
    tickets.push_back(change.after);
    if (change.after.id == 0) tickets.back().number = ++last;
  }
  stage(store, tickets);
  store.run("INSERT INTO ticket (tenant_id, number, subject, priority, status, opened_at, changed_at, policy_version,"
            " analyst_id, merged_into, reference) SELECT s.tenant_id, s.number, s.subject, s.priority, s.status, s.opened_at,"
            " s.changed_at, s.policy_version, a.analyst_id, s.merged_into, s.reference FROM staged_ticket s"
            " LEFT JOIN analyst a ON a.handle = s.analyst WHERE true ORDER BY s.number"
            " ON CONFLICT (number) DO UPDATE SET subject = excluded.subject, priority = excluded.priority,"
            " status = excluded.status, changed_at = excluded.changed_at, policy_version = excluded.policy_version,"
            " analyst_id = excluded.analyst_id, merged_into = excluded.merged_into, reference = excluded.reference");
  std::map<std::int64_t, std::int64_t> ids;  // by number
  std::map<std::int64_t, std::vector<sla::Event>> events;
  for (const db::Row& row : store.run("SELECT k.ticket_id, k.number FROM ticket k WHERE " + staged.where)) {
    ids.emplace(row.integer(1), row.integer(0));
  }
  for (History& history : histories(store, staged)) events[history.ticket.id] = std::move(history.events);
  const auto stored = stored_clocks(store, staged);

  std::vector<db::Values> added;
  std::vector<OwnedClocks> clocks;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Ticket& ticket = tickets[i];
    ticket.id = ids.at(ticket.number);
    History history{ticket, std::move(events[ticket.id])};
    for (const Entry& entry : changes[i].entries) {
      history.events.push_back(entry.event);
      added.push_back(event_row(ticket, static_cast<std::int64_t>(history.events.size()), entry));
    }
    auto replayed = records(history, promises.versions.at(ticket.tenant_id), promises.calendars, history.events.back().at);
    const auto before = stored.find(ticket.id);
    if (before != stored.end()) replayed = sla::with_frozen(before->second, std::move(replayed));
    clocks.push_back({ticket.tenant_id, ticket.id, std::move(replayed)});
  }
  store.insert("ticket_event",
               "tenant_id, ticket_id, position, at, kind, actor, is_public, author, message, detail, priority,"
               " policy_version, clock, ordinal",
               added);
  replace(store, clocks);
  return tickets;
}

namespace {

// The list by the stored clocks.
std::vector<Listed> stored_list(db::Connection& store, const Filter& filter, Instant now) {
  const auto text_of = [](const auto& value) { return value ? std::optional(std::string(name(*value))) : std::nullopt; };
  const std::string running = " FROM ticket_clock c WHERE c.tenant_id = k.tenant_id AND c.ticket_id = k.ticket_id"
                              " AND c.stopped_at IS NULL AND c.verdict <> 'void'";
  std::string select(ticket_select);
  const std::string due = "(SELECT min(c.due_at)" + running + ")";
  select.insert(select.find(" FROM ticket k"), ", " + due + " AS due");
  // Parameters that only some questions use are bound in every one.
  select += "WHERE t.slug = coalesce(cast($1 AS TEXT), t.slug) AND k.status = coalesce(cast($2 AS TEXT), k.status)"
            " AND k.priority = coalesce(cast($3 AS TEXT), k.priority)"
            " AND (cast($4 AS TEXT) IS NULL OR a.handle = cast($4 AS TEXT))"
            " AND (cast($5 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM ticket_tag g WHERE g.tenant_id = k.tenant_id"
            "  AND g.ticket_id = k.ticket_id AND g.tag = cast($5 AS TEXT)))"
            " AND (cast($6 AS BIGINT) IS NULL OR EXISTS (SELECT 1" + running + " AND c.due_at < cast($6 AS BIGINT)))"
            " AND ((cast($7 AS BIGINT) = 0 AND cast($8 AS BIGINT) = 0) OR EXISTS (SELECT 1" + running +
            " AND ((cast($8 AS BIGINT) = 1 AND (c.verdict = 'missed' OR c.due_at < $9))"
            "  OR (cast($7 AS BIGINT) = 1 AND c.verdict = 'open' AND c.risk_at <= $9"
            "   AND (c.due_at IS NULL OR c.due_at >= $9)))))"
            " ORDER BY ";
  select += filter.asks_due() ? "due NULLS LAST, k.number" : "k.number";
  std::vector<Listed> all;
  for (const db::Row& row :
       store.run(select, {db::or_null(filter.tenant), db::or_null(text_of(filter.status)), db::or_null(text_of(filter.priority)),
                          db::or_null(filter.analyst), db::or_null(filter.tag),
                          db::epoch_or_null(filter.due_before),
                          std::int64_t{filter.at_risk ? 1 : 0}, std::int64_t{filter.breached ? 1 : 0}, epoch(now)})) {
    all.push_back({ticket_of(row), db::instant_if(row, 13)});
  }
  return all;
}

// What the statement above asks of a ticket's clocks.
bool matches(const Filter& filter, const std::vector<sla::ClockRecord>& clocks, Instant now) {
  const auto any_running = [&](auto&& holds) {
    return std::any_of(clocks.begin(), clocks.end(), [&](const sla::ClockRecord& clock) {
      return !clock.stopped_at && clock.verdict != sla::Verdict::voided && holds(clock);
    });
  };
  const auto late = [&](const sla::ClockRecord& clock) { return clock.due_at && *clock.due_at < now; };
  if (filter.due_before && !any_running([&](const auto& clock) { return clock.due_at && *clock.due_at < *filter.due_before; })) return false;
  return (!filter.at_risk && !filter.breached) || any_running([&](const sla::ClockRecord& clock) {
           if (filter.breached && (clock.verdict == sla::Verdict::missed || late(clock))) return true;
           return filter.at_risk && clock.verdict == sla::Verdict::open && clock.risk_at && *clock.risk_at <= now && !late(clock);
         });
}

std::optional<Instant> earliest_due(const std::vector<sla::ClockRecord>& clocks) {
  std::optional<Instant> earliest;
  for (const sla::ClockRecord& clock : clocks) {
    const bool runs = !clock.stopped_at && clock.verdict != sla::Verdict::voided && clock.due_at;
    if (runs && (!earliest || *clock.due_at < *earliest)) earliest = clock.due_at;
  }
  return earliest;
}

}  // namespace

std::vector<Listed> list(db::Connection& store, const Filter& filter, const Fresh& fresh, Instant now) {
  std::vector<Listed> all = stored_list(store, filter, now);
  if (fresh.tickets.empty()) return all;
  if (filter.asks_due()) {
    std::erase_if(all, [&](const Listed& each) { return fresh.tickets.contains(each.ticket.id); });
    Filter wide = filter;
    wide.due_before.reset();
    wide.at_risk = wide.breached = false;
    for (Listed& each : stored_list(store, wide, now)) {
      const auto found = fresh.tickets.find(each.ticket.id);
      if (found != fresh.tickets.end() && matches(filter, found->second.clocks, now)) all.push_back(std::move(each));
    }
  }
  for (Listed& each : all) {
    const auto found = fresh.tickets.find(each.ticket.id);
    if (found != fresh.tickets.end()) each.due_at = earliest_due(found->second.clocks);
  }
  if (filter.asks_due()) {
    std::sort(all.begin(), all.end(), [](const Listed& one, const Listed& other) {
      return std::tuple(!one.due_at, one.due_at, one.ticket.number) < std::tuple(!other.due_at, other.due_at, other.ticket.number);
    });
  }
  return all;
}

std::vector<Entry> entries(db::Connection& store, const Ticket& ticket) {
  const db::Rows rows = store.run("SELECT " + std::string(event_columns) +
                                      ", e.author, e.message, e.detail FROM ticket_event e"
                                      " WHERE e.tenant_id = $1 AND e.ticket_id = $2 ORDER BY e.position",
                                  {ticket.tenant_id, ticket.id});
  std::vector<Entry> all;
  all.reserve(rows.size());
  for (const db::Row& row : rows) all.push_back({event_of(row, 0), row.text(8), row.text(9), row.text(10)});
  return all;
}

std::vector<sla::ClockRecord> clocks_of(db::Connection& store, const Ticket& ticket) {
  return stored_clocks(store, {"k.number = $1", {ticket.number}})[ticket.id];
}

std::vector<std::int64_t> duplicates(db::Connection& store, const Ticket& ticket) {
  std::vector<std::int64_t> all;
  for (const db::Row& row : store.run("SELECT number FROM ticket WHERE merged_into = $1 ORDER BY number", {ticket.number})) {
    all.push_back(row.integer(0));
  }
  return all;
}

std::vector<std::string> handles(db::Connection& store) {
  std::vector<std::string> all;
  for (const db::Row& row : store.run("SELECT number FROM ticket WHERE status <> 'closed' ORDER BY number DESC")) {
    all.push_back(handle(row.integer(0)));
  }
  return all;
}

}  // namespace mssp::ticket
