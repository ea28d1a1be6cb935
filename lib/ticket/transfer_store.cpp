#include "ticket/transfer_store.hpp"

#include <utility>

#include "ticket/label_store.hpp"
#include "ticket/row_store.hpp"

namespace mssp::ticket {

void add_known(db::Connection& store, Known& known) {
  for (const db::Row& row : store.run("SELECT t.tenant_id, t.slug, k.number, k.opened_at, k.reference FROM ticket k"
                                      " JOIN tenant t ON t.tenant_id = k.tenant_id ORDER BY k.number")) {
    if (const auto reference = row.optional_text(4)) known.references[row.integer(0)].insert(*reference);
    known.identities.insert(identity_of(row.text(1), handle(row.integer(2)), instant(row.integer(3))));
  }
  for (const db::Row& row : store.run("SELECT handle FROM analyst ORDER BY handle")) known.analysts.insert(row.text(0));
}

std::vector<Ticket> insert(db::Connection& store, const std::vector<Imported>& imported, const Promises& promises) {
  std::vector<Change> changes;
  changes.reserve(imported.size());
  for (const Imported& each : imported) changes.push_back(each.change);
  std::vector<Ticket> tickets = record(store, changes, promises);
  std::vector<db::Values> tags;
  for (std::size_t i = 0; i < imported.size(); ++i) {
    for (const std::string& tag : imported[i].tags) tags.push_back({tickets[i].tenant_id, tickets[i].id, tag});
  }
  store.insert("ticket_tag", "tenant_id, ticket_id, tag", tags);
  return tickets;
}

std::vector<Exported> exported(db::Connection& store, const std::optional<std::string>& tenant) {
  const std::string where = " WHERE t.slug = coalesce(cast($1 AS TEXT), t.slug) ORDER BY k.number";
  const db::Values arguments{db::or_null(tenant)};
  std::vector<Exported> all;
  for (const db::Row& row : store.run(std::string(ticket_select) + where, arguments)) all.push_back({ticket_of(row), {}, {}});
  // In the same order; another command may have added a ticket between the two answers.
  auto current = all.begin();
  for (const db::Row& row : store.run("SELECT k.number, " + std::string(event_columns) +
                                          ", e.author, e.message, e.detail FROM ticket k"
                                          " JOIN tenant t ON t.tenant_id = k.tenant_id"
                                          " JOIN ticket_event e ON e.tenant_id = k.tenant_id AND e.ticket_id = k.ticket_id" +
                                          where + ", e.position",
                                      arguments)) {
    while (current != all.end() && current->ticket.number < row.integer(0)) ++current;
    if (current == all.end()) break;
    if (current->ticket.number != row.integer(0)) continue;
    current->entries.push_back({event_of(row, 1), row.text(9), row.text(10), row.text(11)});
  }
  auto tags = all_tags(store, tenant);
  for (Exported& each : all) each.tags = std::move(tags[each.ticket.id]);
  return all;
}

}  // namespace mssp::ticket
