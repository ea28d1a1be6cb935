#include "ticket/ticket_store.hpp"

#include <utility>

#include "base/error.hpp"
#include "sla/policy_change.hpp"

namespace mssp::ticket {
namespace {

constexpr std::string_view select =
    "SELECT k.ticket_id, k.tenant_id, t.slug, k.number, k.subject, k.priority, k.status, k.opened_at, k.changed_at,"
    " k.policy_version FROM ticket k JOIN tenant t ON t.tenant_id = k.tenant_id ";

Ticket ticket_of(const db::Row& row) {
  return {.id = row.integer(0),
          .tenant_id = row.integer(1),
          .tenant = row.text(2),
          .number = row.integer(3),
          .subject = row.text(4),
          .priority = sla::parse_priority(row.text(5)).value(),
          .status = parse_status(row.text(6)).value(),
          .opened_at = instant(row.integer(7)),
          .changed_at = instant(row.integer(8)),
          .policy_version = row.integer(9)};
}

std::vector<Ticket> tickets(const db::Rows& rows) {
  std::vector<Ticket> all;
  all.reserve(rows.size());
  for (const db::Row& row : rows) all.push_back(ticket_of(row));
  return all;
}

sla::Event event_of(const db::Row& row, std::size_t first) {
  return {.at = instant(row.integer(first)),
          .kind = parse_kind(row.text(first + 1)).value(),
          .actor = parse_actor(row.text(first + 2)).value(),
          .is_public = row.integer(first + 3) != 0};
}

void insert_event(db::Connection& store, const Ticket& ticket, const Entry& entry) {
  store.run(
      "INSERT INTO ticket_event (tenant_id, ticket_id, position, at, kind, actor, is_public, author, message)"
      " SELECT k.tenant_id, k.ticket_id,"
      " (SELECT count(*) + 1 FROM ticket_event e WHERE e.tenant_id = $8 AND e.ticket_id = $1), $2, $3, $4, $5, $6, $7"
      " FROM ticket k WHERE k.tenant_id = $8 AND k.ticket_id = $1",
      {ticket.id, epoch(entry.event.at), std::string(name(entry.event.kind)), std::string(name(entry.event.actor)),
       std::int64_t{entry.event.is_public ? 1 : 0}, entry.author, entry.message, ticket.tenant_id});
}

}  // namespace

Ticket get(db::Connection& store, std::int64_t number) {
  const db::Rows rows = store.run(std::string(select) + "WHERE k.number = $1", {number});
  if (rows.empty()) {
    throw Error(Code::not_found, "no ticket '" + handle(number) + "'", "'synos-mssp ticket list' shows those there are");
  }
  return ticket_of(rows.front());
}

Ticket open(db::Connection& store, const Ticket& ticket, const Entry& opened) {
  const std::int64_t number = store.run("SELECT coalesce(max(number), 0) + 1 FROM ticket").front().integer(0);
  store.insert("ticket", "tenant_id, number, subject, priority, status, opened_at, changed_at, policy_version",
               {{ticket.tenant_id, number, ticket.subject, std::string(name(ticket.priority)),
                 std::string(name(ticket.status)), epoch(ticket.opened_at), epoch(ticket.changed_at),
                 ticket.policy_version}});
  Ticket made = get(store, number);
  insert_event(store, made, opened);
  return made;
}

void append(db::Connection& store, const Ticket& after, const Entry& entry) {
  insert_event(store, after, entry);
  store.run("UPDATE ticket SET status = $1, changed_at = $2 WHERE tenant_id = $4 AND ticket_id = $3",
            {std::string(name(after.status)), epoch(after.changed_at), after.id, after.tenant_id});
}

std::vector<Ticket> list(db::Connection& store, const Filter& filter) {
  const auto status = filter.status ? std::optional(std::string(name(*filter.status))) : std::nullopt;
  return tickets(store.run(std::string(select) +
                               "WHERE t.slug = coalesce(cast($1 AS TEXT), t.slug)"
                               " AND k.status = coalesce(cast($2 AS TEXT), k.status) ORDER BY k.number",
                           {db::or_null(filter.tenant), db::or_null(status)}));
}

std::vector<Entry> entries(db::Connection& store, const Ticket& ticket) {
  const db::Rows rows = store.run(
      "SELECT at, kind, actor, is_public, author, message FROM ticket_event WHERE tenant_id = $2 AND ticket_id = $1"
      " ORDER BY position",
      {ticket.id, ticket.tenant_id});
  std::vector<Entry> all;
  all.reserve(rows.size());
  for (const db::Row& row : rows) all.push_back({event_of(row, 0), row.text(4), row.text(5)});
  return all;
}

std::vector<History> histories(db::Connection& store, std::optional<std::int64_t> tenant_id, const Period& period) {
  // Every clock of a resolved or closed ticket has stopped: one that ended before the period was decided before it.
  const std::string where = std::string("WHERE ") + (tenant_id ? "k.tenant_id = $3" : "t.status = $3") +
                            " AND k.opened_at < $2 AND (k.status NOT IN ('resolved', 'closed') OR k.changed_at >= $1)"
                            " ORDER BY k.tenant_id, k.number";
  const db::Values arguments{epoch(period.from), epoch(period.to),
                             tenant_id ? db::Value(*tenant_id) : db::Value(std::string("active"))};
  std::vector<History> all;
  for (Ticket& ticket : tickets(store.run(std::string(select) + where, arguments))) all.push_back({std::move(ticket), {}});
  // Both answers are in the same order, but another command may commit between them: a ticket that only one of them
  // knows is left out.
  auto current = all.begin();
  for (const db::Row& row : store.run("SELECT k.tenant_id, k.number, e.at, e.kind, e.actor, e.is_public FROM ticket k"
                                      " JOIN tenant t ON t.tenant_id = k.tenant_id"
                                      " JOIN ticket_event e ON e.tenant_id = k.tenant_id AND e.ticket_id = k.ticket_id " +
                                          where + ", e.position",
                                      arguments)) {
    const std::pair key(row.integer(0), row.integer(1));
    while (current != all.end() && std::pair(current->ticket.tenant_id, current->ticket.number) < key) ++current;
    if (current == all.end()) break;
    if (current->ticket.number == key.second) current->events.push_back(event_of(row, 2));
  }
  std::erase_if(all, [](const History& history) { return history.events.empty(); });
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
