#include "finding/ticketing_store.hpp"

#include "ticket/row_store.hpp"

namespace mssp::finding {
namespace {

constexpr std::string_view worked_on = "k.status NOT IN ('resolved', 'closed')";
constexpr std::size_t own_columns = 13;  // of ticket_select

// The ticket's columns and some more.
std::string select_with(const std::string& more) {
  std::string select(ticket::ticket_select);
  return select.insert(select.find(" FROM ticket k"), more);
}

void ask_for(db::Connection& store, const std::vector<std::string>& handles) {
  store.run("CREATE TEMP TABLE IF NOT EXISTS asked_finding (handle TEXT NOT NULL)");
  store.run("DELETE FROM asked_finding");
  std::vector<db::Values> rows;
  rows.reserve(handles.size());
  for (const std::string& handle : handles) rows.push_back({handle});
  store.insert("asked_finding", "handle", rows);
}

// Tickets that have a finding of which `moved` holds, and none that is open at $1.
std::vector<Settled> settled(db::Connection& store, const std::string& moved, const db::Values& arguments) {
  const std::string of_ticket = " FROM ticket_finding l JOIN finding f ON f.tenant_id = l.tenant_id AND f.finding_id = l.finding_id"
                                " WHERE l.tenant_id = k.tenant_id AND l.ticket_id = k.ticket_id";
  std::vector<Settled> all;
  for (const db::Row& row :
       store.run(select_with(", (SELECT count(*)" + of_ticket + " AND f.state = 'fixed'), (SELECT count(*)" + of_ticket + ")") +
                     "WHERE " + std::string(worked_on) + " AND EXISTS (SELECT 1" + of_ticket + " AND " + moved +
                     ") AND NOT EXISTS (SELECT 1" + of_ticket +
                     " AND (f.state = 'open' OR (f.state = 'accepted' AND f.expires_at <= $1))) ORDER BY k.number",
                 arguments)) {
    all.push_back({ticket::ticket_of(row), row.integer(own_columns), row.integer(own_columns + 1)});
  }
  return all;
}

}  // namespace

std::set<std::string> on_tickets(db::Connection& store, const std::vector<Finding>& findings) {
  std::vector<std::string> handles;
  for (const Finding& finding : findings) handles.push_back(finding.handle);
  ask_for(store, handles);
  std::set<std::string> found;
  for (const db::Row& row :
       store.run("SELECT DISTINCT f.handle FROM asked_finding q JOIN finding f ON f.handle = q.handle"
                 " JOIN ticket_finding l ON l.tenant_id = f.tenant_id AND l.finding_id = f.finding_id"
                 " JOIN ticket d ON d.tenant_id = l.tenant_id AND d.ticket_id = l.ticket_id"
                 " JOIN ticket k ON k.number = coalesce(d.merged_into, d.number) WHERE " +
                 std::string(worked_on) + " OR f.last_seen <= k.changed_at ORDER BY f.handle")) {
    found.insert(row.text(0));
  }
  return found;
}

std::map<Subject, ticket::Ticket> tickets_by_subject(db::Connection& store, Per per) {
  std::map<Subject, ticket::Ticket> all;
  for (const db::Row& row : store.run(select_with(", m.source, m.subject") +
                                          "JOIN finding_ticket m ON m.tenant_id = k.tenant_id AND m.ticket_id = k.ticket_id"
                                          " WHERE m.made_per = $1 AND " + std::string(worked_on) + " ORDER BY k.number",
                                      {std::string(name(per))})) {
    ticket::Ticket ticket = ticket::ticket_of(row);
    Subject subject{ticket.tenant, per, row.text(own_columns), row.text(own_columns + 1)};
    all.emplace(std::move(subject), std::move(ticket));
  }
  return all;
}

void link(db::Connection& store, const std::vector<Linked>& linked) {
  store.run("CREATE TEMP TABLE IF NOT EXISTS linked_finding (ticket_id BIGINT NOT NULL, handle TEXT NOT NULL)");
  store.run("DELETE FROM linked_finding");
  std::vector<db::Values> rows;
  std::vector<db::Values> subjects;
  for (const Linked& each : linked) {
    for (const Finding& finding : each.group.findings) rows.push_back({each.ticket.id, finding.handle});
    const Subject& subject = each.group.subject;
    if (each.is_new) {
      subjects.push_back({each.ticket.tenant_id, each.ticket.id, std::string(name(subject.per)), subject.source, subject.subject});
    }
  }
  store.insert("linked_finding", "ticket_id, handle", rows);
  store.insert("finding_ticket", "tenant_id, ticket_id, made_per, source, subject", subjects);
  store.run("INSERT INTO ticket_finding (tenant_id, ticket_id, finding_id) SELECT f.tenant_id, l.ticket_id, f.finding_id"
            " FROM linked_finding l JOIN finding f ON f.handle = l.handle WHERE true ON CONFLICT DO NOTHING");
  store.run("INSERT INTO ticket_asset (tenant_id, ticket_id, asset_id) SELECT DISTINCT f.tenant_id, l.ticket_id, f.asset_id"
            " FROM linked_finding l JOIN finding f ON f.handle = l.handle WHERE true ON CONFLICT DO NOTHING");
}

std::vector<std::int64_t> tickets_of(db::Connection& store, const std::string& handle) {
  std::vector<std::int64_t> all;
  for (const db::Row& row :
       store.run("SELECT k.number FROM finding f JOIN ticket_finding l ON l.tenant_id = f.tenant_id AND l.finding_id = f.finding_id"
                 " JOIN ticket k ON k.tenant_id = l.tenant_id AND k.ticket_id = l.ticket_id WHERE f.handle = $1 ORDER BY k.number",
                 {handle})) {
    all.push_back(row.integer(0));
  }
  return all;
}

std::vector<Settled> settled_by(db::Connection& store, std::int64_t tenant_id, const std::string& scanner, Instant now) {
  return settled(store, "f.tenant_id = $2 AND f.state = 'fixed' AND f.scanner = $3 AND f.fixed_at = $1",
                 {epoch(now), tenant_id, scanner});
}

std::vector<Settled> settled_with(db::Connection& store, const std::vector<std::string>& handles, Instant now) {
  ask_for(store, handles);
  return settled(store, "f.handle IN (SELECT q.handle FROM asked_finding q)", {epoch(now)});
}

}  // namespace mssp::finding
