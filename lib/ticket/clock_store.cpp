#include "ticket/clock_store.hpp"

#include "base/instant.hpp"
#include "db/instants.hpp"
#include "sla/policy_change.hpp"
#include "ticket/row_store.hpp"

namespace mssp::ticket {
Selection open_tickets(std::int64_t tenant_id) {
  return {"k.tenant_id = $1 AND k.status NOT IN ('resolved', 'closed')", {tenant_id}};
}

const std::string_view clock_columns =
    "c.kind, c.ordinal, c.priority, c.target, c.calendar, c.started, c.used, c.since, c.due_at, c.risk_at, c.stopped_at,"
    " c.decided_at, c.verdict";

sla::ClockRecord clock_of(const db::Row& row, std::size_t first) {
  return {.name = {sla::parse_clock_kind(row.text(first)).value(), row.integer(first + 1)},
          .priority = sla::parse_priority(row.text(first + 2)).value(),
          .target = Seconds{row.integer(first + 3)},
          .calendar = row.text(first + 4),
          .started = instant(row.integer(first + 5)),
          .used = Seconds{row.integer(first + 6)},
          .since = db::instant_if(row, first + 7),
          .due_at = db::instant_if(row, first + 8),
          .risk_at = db::instant_if(row, first + 9),
          .stopped_at = db::instant_if(row, first + 10),
          .decided_at = db::instant_if(row, first + 11),
          .verdict = sla::parse_verdict(row.text(first + 12)).value()};
}

std::vector<History> histories(db::Connection& store, const Selection& selection) {
  const std::string where = "WHERE (" + selection.where + ") ORDER BY k.tenant_id, k.number";
  std::vector<History> all;
  for (const db::Row& row : store.run(std::string(ticket_select) + where, selection.arguments)) {
    all.push_back({ticket_of(row), {}});
  }
  // Both answers are in the same order, but another command may commit between them: a ticket that only one of them
  // knows is left out.
  auto current = all.begin();
  for (const db::Row& row : store.run("SELECT k.tenant_id, k.number, " + std::string(event_columns) +
                                          " FROM ticket k JOIN tenant t ON t.tenant_id = k.tenant_id"
                                          " JOIN ticket_event e ON e.tenant_id = k.tenant_id AND e.ticket_id = k.ticket_id " +
                                          where + ", e.position",
                                      selection.arguments)) {
    const std::pair key(row.integer(0), row.integer(1));
    while (current != all.end() && std::pair(current->ticket.tenant_id, current->ticket.number) < key) ++current;
    if (current == all.end()) break;
    if (current->ticket.number == key.second) current->events.push_back(event_of(row, 2));
  }
  std::erase_if(all, [](const History& history) { return history.events.empty(); });
  return all;
}

std::map<std::int64_t, std::vector<sla::ClockRecord>> stored_clocks(db::Connection& store, const Selection& selection) {
  std::map<std::int64_t, std::vector<sla::ClockRecord>> all;
  for (const db::Row& row : store.run("SELECT k.ticket_id, " + std::string(clock_columns) +
                                          " FROM ticket k JOIN tenant t ON t.tenant_id = k.tenant_id"
                                          " JOIN ticket_clock c ON c.tenant_id = k.tenant_id AND c.ticket_id = k.ticket_id"
                                          " WHERE (" +
                                          selection.where +
                                          ") ORDER BY k.ticket_id, CASE c.kind WHEN 'response' THEN 0 WHEN 'update' THEN 1"
                                          " ELSE 2 END, c.ordinal",
                                      selection.arguments)) {
    all[row.integer(0)].push_back(clock_of(row, 1));
  }
  return all;
}

void replace(db::Connection& store, const std::vector<OwnedClocks>& all) {
  store.run("CREATE TEMP TABLE IF NOT EXISTS staged_clock_owner (tenant_id BIGINT NOT NULL, ticket_id BIGINT NOT NULL)");
  store.run("DELETE FROM staged_clock_owner");
  std::vector<db::Values> owners;
  std::vector<db::Values> rows;
  for (const OwnedClocks& owned : all) {
    owners.push_back({owned.tenant_id, owned.ticket_id});
    for (const sla::ClockRecord& clock : owned.clocks) {
      rows.push_back({owned.tenant_id, owned.ticket_id, std::string(sla::name(clock.name.kind)), clock.name.ordinal,
                      std::string(sla::name(clock.priority)), clock.target.count(), clock.calendar, epoch(clock.started),
                      clock.used.count(), db::epoch_or_null(clock.since), db::epoch_or_null(clock.due_at), db::epoch_or_null(clock.risk_at),
                      db::epoch_or_null(clock.stopped_at), db::epoch_or_null(clock.decided_at), std::string(sla::name(clock.verdict))});
    }
  }
  store.insert("staged_clock_owner", "tenant_id, ticket_id", owners);
  store.run("DELETE FROM ticket_clock WHERE (tenant_id, ticket_id) IN (SELECT tenant_id, ticket_id FROM staged_clock_owner)");
  store.insert("ticket_clock",
               "tenant_id, ticket_id, kind, ordinal, priority, target, calendar, started, used, since, due_at, risk_at,"
               " stopped_at, decided_at, verdict",
               rows);
}

}  // namespace mssp::ticket
