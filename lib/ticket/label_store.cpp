#include "ticket/label_store.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::ticket {
namespace {

std::vector<std::string> texts(const db::Rows& rows) {
  std::vector<std::string> all;
  for (const db::Row& row : rows) all.push_back(row.text(0));
  return all;
}

Thing found(const db::Rows& rows, Thing thing, const std::string& refusal, const char* hint) {
  if (rows.empty()) throw Error(Code::not_found, refusal, hint);
  thing.id = rows.front().integer(0);
  return thing;
}

std::string names(const Thing& thing) {
  return " " + std::string(thing.table) + " WHERE tenant_id = $1 AND ticket_id = $2 AND " + std::string(thing.column) + " = $3";
}

}  // namespace

std::vector<std::string> tags_of(db::Connection& store, const Ticket& ticket) {
  return texts(store.run("SELECT tag FROM ticket_tag WHERE tenant_id = $1 AND ticket_id = $2 ORDER BY tag",
                         {ticket.tenant_id, ticket.id}));
}

std::map<std::int64_t, std::vector<std::string>> all_tags(db::Connection& store, const std::optional<std::string>& tenant) {
  std::map<std::int64_t, std::vector<std::string>> all;
  for (const db::Row& row : store.run("SELECT g.ticket_id, g.tag FROM ticket_tag g JOIN tenant t ON t.tenant_id = g.tenant_id"
                                      " WHERE t.slug = coalesce(cast($1 AS TEXT), t.slug) ORDER BY g.ticket_id, g.tag",
                                      {db::or_null(tenant)})) {
    all[row.integer(0)].push_back(row.text(1));
  }
  return all;
}

void add_tags(db::Connection& store, const Ticket& ticket, const std::vector<std::string>& tags) {
  std::vector<db::Values> rows;
  for (const std::string& tag : tags) rows.push_back({ticket.tenant_id, ticket.id, tag});
  store.insert("ticket_tag", "tenant_id, ticket_id, tag", rows);
}

void remove_tags(db::Connection& store, const Ticket& ticket, const std::vector<std::string>& tags) {
  if (tags.empty()) return;
  db::Values arguments{ticket.tenant_id, ticket.id};
  std::string list;
  for (const std::string& tag : tags) {
    arguments.emplace_back(tag);
    list += (list.empty() ? "$" : ", $") + std::to_string(arguments.size());
  }
  store.run("DELETE FROM ticket_tag WHERE tenant_id = $1 AND ticket_id = $2 AND tag IN (" + list + ")", arguments);
}

Thing asset(db::Connection& store, const Ticket& ticket, const std::string& address) {
  return found(store.run("SELECT asset_id FROM asset WHERE tenant_id = $1 AND address = $2", {ticket.tenant_id, address}),
               {"ticket_asset", "asset_id"}, "tenant '" + ticket.tenant + "' has no asset '" + printable(address) + "'",
               "scans find assets");
}

Thing finding(db::Connection& store, const Ticket& ticket, const std::string& handle) {
  return found(store.run("SELECT finding_id FROM finding WHERE tenant_id = $1 AND handle = $2", {ticket.tenant_id, handle}),
               {"ticket_finding", "finding_id"}, "tenant '" + ticket.tenant + "' has no finding '" + printable(handle) + "'",
               "'synos-mssp finding list' shows those there are");
}

bool link(db::Connection& store, const Ticket& ticket, const Thing& thing) {
  return !store
              .run("INSERT INTO " + std::string(thing.table) + " (tenant_id, ticket_id, " + std::string(thing.column) +
                       ") VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING ticket_id",
                   {ticket.tenant_id, ticket.id, thing.id})
              .empty();
}

bool unlink(db::Connection& store, const Ticket& ticket, const Thing& thing) {
  return !store.run("DELETE FROM" + names(thing) + " RETURNING ticket_id", {ticket.tenant_id, ticket.id, thing.id}).empty();
}

Links links_of(db::Connection& store, const Ticket& ticket) {
  const db::Values arguments{ticket.tenant_id, ticket.id};
  return {texts(store.run("SELECT a.address FROM ticket_asset l JOIN asset a ON a.tenant_id = l.tenant_id"
                          " AND a.asset_id = l.asset_id WHERE l.tenant_id = $1 AND l.ticket_id = $2 ORDER BY a.address",
                          arguments)),
          texts(store.run("SELECT f.handle FROM ticket_finding l JOIN finding f ON f.tenant_id = l.tenant_id"
                          " AND f.finding_id = l.finding_id WHERE l.tenant_id = $1 AND l.ticket_id = $2 ORDER BY f.handle",
                          arguments))};
}

}  // namespace mssp::ticket
