// Row-level security: one tenant's scope reaches no other tenant's row through any table, and no scope reaches none.
#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/migrate.hpp"
#include "db/postgres.hpp"
#include "db/row_security.hpp"
#include "support/postgres.hpp"

using namespace mssp;
using namespace mssp::test;

namespace {

Code refusal(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.code();
  }
  return Code::interrupted;
}

// A row of tenant `tenant` that only has to fit the types: the checks and references of this database were dropped.
std::string row_of(db::Connection& store, const db::Connection::Table& table, std::int64_t tenant) {
  static std::int64_t number = 1000;
  std::vector<std::string> names;
  std::vector<std::string> values;
  for (const db::Row& column : store.run(
           "SELECT a.attname, format_type(a.atttypid, NULL) FROM pg_attribute a WHERE a.attrelid = to_regclass($1)"
           " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum", {table.name})) {
    names.push_back(column.text(0));
    const std::string unique = std::to_string(++number);
    values.push_back(column.text(0) == "tenant_id" ? std::to_string(tenant) : column.text(1) == "text" ? "'" + unique + "'" : unique);
  }
  return "INSERT INTO " + table.name + " (" + join(names, ", ") + ") VALUES (" + join(values, ", ") + ")";
}

// A database whose every table holds a row of tenant 1 and one of tenant 2, or two rows when it has no tenants.
struct Filled {
  Database database;
  std::vector<db::Connection::Table> tables;
  std::unique_ptr<db::Connection> store;

  Filled() {
    const auto owner = db::open_postgres_as_owner(database.url("postgres"));
    std::string drops;
    for (const db::Row& row : owner->run(
             "SELECT c.relname, t.conname FROM pg_constraint t JOIN pg_class c ON c.oid = t.conrelid"
             " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE t.contype IN ('f', 'c') AND n.nspname = 'public'")) {
      drops += "ALTER TABLE " + row.text(0) + " DROP CONSTRAINT " + row.text(1) + ";";
    }
    owner->script(drops);
    tables = owner->tables();
    std::erase_if(tables, [](const auto& table) { return table.name == "schema_migration"; });
    for (const auto& table : tables) {
      for (const std::int64_t tenant : {1, 2}) owner->run(row_of(*owner, table, tenant));
    }
    store = db::open_postgres(database.url());
  }

  std::int64_t count(const std::string& table, const std::string& where = "true") {
    return store->run("SELECT count(*) FROM " + table + " WHERE " + where).front().integer(0);
  }
};

}  // namespace

TEST_CASE("one tenant's scope reaches no other tenant's row through any table", "[postgresql]") {
  Filled filled;
  db::Connection& store = *filled.store;
  const auto tenants_tables = std::count_if(filled.tables.begin(), filled.tables.end(), [](const auto& t) { return t.has("tenant_id"); });
  CHECK(tenants_tables >= 13);
  for (const auto& table : filled.tables) {
    INFO(table.name);
    store.scope(db::Scope::everyone());
    CHECK(filled.count(table.name) == 2);
    const std::string foreign = row_of(store, table, 2);
    const std::string& column = table.columns.back();
    const std::string touch = "UPDATE " + table.name + " SET " + column + " = " + column + " WHERE ";

    store.scope(db::Scope::tenant(1));
    CHECK(refusal([&] { store.run(foreign); }) == Code::denied);
    if (table.has("tenant_id")) {
      CHECK(filled.count(table.name) == 1);
      CHECK(filled.count(table.name, "tenant_id = 2") == 0);
      CHECK(store.run(touch + "tenant_id = 2 RETURNING 1").empty());
      CHECK(store.run("DELETE FROM " + table.name + " WHERE tenant_id = 2 RETURNING 1").empty());
      CHECK(refusal([&] { store.run("UPDATE " + table.name + " SET tenant_id = 2"); }) == Code::denied);
      if (table.name != "tenant") store.run(row_of(store, table, 1));
    } else {
      CHECK(filled.count(table.name) == 0);
    }

    store.scope(db::Scope::none());
    CHECK(filled.count(table.name) == 0);
    CHECK(refusal([&] { store.run(row_of(store, table, 1)); }) == Code::denied);
    if (table.name != "audit") {
      CHECK(store.run(touch + "true RETURNING 1").empty());
      CHECK(store.run("DELETE FROM " + table.name + " RETURNING 1").empty());
    }

    store.scope(db::Scope::everyone());
    CHECK(filled.count(table.name) == (table.has("tenant_id") && table.name != "tenant" ? 3 : 2));
  }
}

TEST_CASE("a session that never names a scope sees no row, whoever owns the tables", "[postgresql]") {
  const Filled filled;
  for (const char* login : {"technician", "mssp_owner"}) {
    const auto owner = db::open_postgres_as_owner(filled.database.url(login));
    owner->scope(db::Scope::none());
    if (std::string_view(login) == "technician") owner->script("SET ROLE synos_mssp");
    for (const auto& table : filled.tables) {
      INFO(login << " " << table.name);
      CHECK(owner->run("SELECT count(*) FROM " + table.name).front().integer(0) == 0);
    }
  }
}

TEST_CASE("people are seen by tenants they belong to", "[postgresql]") {
  const Filled filled;
  filled.store->run("INSERT INTO person (person_id, address_key, email, created_at) VALUES (7, 'a@b.example', 'a@b.example', 0)");
  filled.store->run("INSERT INTO membership (tenant_id, person_id, role, assigned_at) VALUES (1, 7, 'admin', 0)");
  const auto seen = [&](std::int64_t tenant) {
    filled.store->scope(db::Scope::tenant(tenant));
    return filled.store->run("SELECT count(*) FROM person").front().integer(0);
  };
  CHECK(seen(1) == 1);
  CHECK(seen(2) == 0);
}

TEST_CASE("the audit trail and the record of migrations cannot be altered with the tool's rights", "[postgresql]") {
  const Database database;
  const auto store = db::open_postgres(database.url());
  CHECK(refusal([&] { store->run("UPDATE audit SET login = 'x'"); }) == Code::denied);
  CHECK(refusal([&] { store->run("DELETE FROM audit"); }) == Code::denied);
  CHECK(refusal([&] { store->run("DELETE FROM schema_migration"); }) == Code::denied);
  CHECK(refusal([&] { store->run("ALTER TABLE tenant DISABLE ROW LEVEL SECURITY"); }) == Code::denied);
}

TEST_CASE("a login that is no member of the tool's role is refused, a superuser works without his powers", "[postgresql]") {
  const Database database;
  CHECK(refusal([&] { db::version_of(*db::open_postgres(database.url("outsider"))); }) == Code::denied);
  const auto super = db::open_postgres(database.url("postgres"));
  super->scope(db::Scope::none());
  CHECK(super->run("SELECT current_user").front().text(0) == "synos_mssp");
  CHECK(refusal([&] { super->run("UPDATE audit SET login = 'x'"); }) == Code::denied);
}

TEST_CASE("an examination names a table that is not protected, a policy of someone's own and a broken reference", "[postgresql]") {
  const Database database;
  const auto store = db::open_postgres(database.url());
  CHECK(store->check().empty());
  Cluster::shared().administer("ALTER TABLE asset NO FORCE ROW LEVEL SECURITY", database.name());
  CHECK(store->check() == std::vector<std::string>{"table 'asset' is not protected by row-level security"});
  Cluster::shared().administer("CREATE POLICY mine ON asset USING (true)", database.name());
  CHECK(store->check().size() == 2);
  db::migrate(*db::open_postgres_as_owner(database.url("mssp_owner")), instant(0));  // nothing to do: repairs nothing
  CHECK(store->check().size() == 2);
  Cluster::shared().administer("DROP POLICY mine ON asset", database.name());
  Cluster::shared().administer("ALTER TABLE asset FORCE ROW LEVEL SECURITY", database.name());
  Cluster::shared().administer("SET session_replication_role = replica; INSERT INTO membership (tenant_id, person_id, role, assigned_at)"
                               " VALUES (7, 7, 'admin', 0)", database.name());
  CHECK(store->check().size() == 2);
  CHECK(store->check().front() == "table 'membership' has a row that refers to a missing row of 'person'");
}
