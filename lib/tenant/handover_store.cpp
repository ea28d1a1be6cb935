#include "tenant/handover_store.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::tenant {
namespace {

// The tables with the tenant's rows, but for its own.
std::vector<db::Connection::Table> owned(db::Connection& store) {
  std::vector<db::Connection::Table> all = store.tables();
  std::erase_if(all, [](const auto& table) { return table.name == "tenant" || !table.has("tenant_id"); });
  return all;
}

render::Value value_of(const db::Row& row, std::size_t column) {
  if (row.is_null(column)) return nullptr;
  if (const auto number = row.number_if(column)) return *number;
  return row.text(column);
}

render::Array rows_of(db::Connection& store, const db::Connection::Table& table, std::int64_t tenant) {
  // By all columns, because a key may have any number of them: the same rows give the same bytes on every engine.
  std::vector<std::string> order;
  for (std::size_t i = 1; i <= table.columns.size(); ++i) order.push_back(std::to_string(i) + " NULLS FIRST");
  render::Array all;
  for (const db::Row& row : store.run("SELECT " + join(table.columns, ", ") + " FROM " + table.name +
                                          " WHERE tenant_id = $1 ORDER BY " + join(order, ", "),
                                      {tenant})) {
    render::Object object;
    for (std::size_t i = 0; i < table.columns.size(); ++i) object.members.push_back({table.columns[i], value_of(row, i)});
    all.push_back(std::move(object));
  }
  return all;
}

}  // namespace

render::Object export_of(db::Connection& store, const Tenant& tenant, Instant now) {
  render::Object tables;
  for (const auto& table : owned(store)) tables.members.push_back({table.name, rows_of(store, table, tenant.id)});
  render::Array users;
  for (const db::Row& row : store.run(
           "SELECT p.email, m.role, m.assigned_at FROM membership m JOIN person p ON p.person_id = m.person_id"
           " WHERE m.tenant_id = $1 ORDER BY p.address_key",
           {tenant.id})) {
    users.push_back(render::Object{
        {{"email", row.text(0)}, {"role", row.text(1)}, {"assigned_at", instant(row.integer(2))}}});
  }
  return {{{"format", "synos-mssp tenant export"},
           {"version", 1},
           {"exported_at", now},
           {"tenant", describe(tenant)},
           {"users", std::move(users)},
           {"tables", std::move(tables)}}};
}

void remember_export(db::Connection& store, const Tenant& tenant, const Export& made) {
  store.run("UPDATE tenant SET export_sha256 = $1, export_by = $2 WHERE tenant_id = $3", {made.sha256, made.login, tenant.id});
}

void require_export(db::Connection& store, const Tenant& tenant, const std::string& sha256, const std::string& login) {
  const db::Rows rows = store.run("SELECT export_sha256, export_by FROM tenant WHERE tenant_id = $1", {tenant.id});
  const auto expected = rows.front().optional_text(0);
  const std::string make = "make one with 'synos-mssp tenant export --tenant " + tenant.slug + " -o FILE'";
  if (!expected) throw Error(Code::conflict, "tenant '" + tenant.slug + "' was never exported", make);
  if (*expected != sha256) throw Error(Code::conflict, "the file is not the last export of tenant '" + tenant.slug + "'", make);
  if (rows.front().text(1) == login) {
    throw Error(Code::denied, "'" + printable(login) + "' made the export: a second person has to purge",
                "ask a colleague to run the same command");
  }
}

std::int64_t purge(db::Connection& store, const Tenant& tenant, Instant now) {
  std::int64_t deleted = 0;
  std::vector<db::Connection::Table> tables = owned(store);
  std::reverse(tables.begin(), tables.end());  // those that refer before those they refer to
  for (const auto& table : tables) {
    const db::Rows count = store.run("SELECT count(*) FROM " + table.name + " WHERE tenant_id = $1", {tenant.id});
    deleted += count.front().integer(0);
    store.run("DELETE FROM " + table.name + " WHERE tenant_id = $1", {tenant.id});
  }
  store.run("DELETE FROM person WHERE NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = person.person_id)");
  Tenant empty = tenant;
  empty.name = tenant.slug;
  empty.contact.clear();
  empty.status = Status::purged;
  update(store, empty, now);
  return deleted;
}

}  // namespace mssp::tenant
