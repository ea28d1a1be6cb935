// Both engines end in the same logical schema, read back from both catalogs. What differs by nature is made alike:
// INTEGER and BIGINT are numbers, and a key of a tenant's table is compared with tenant_id in it, because SQLite's
// primary key can only be the row's number, which counts over all tenants there.
#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "base/error.hpp"
#include "db/migrate.hpp"
#include "db/postgres.hpp"
#include "db/sqlite.hpp"
#include "support/postgres.hpp"

using namespace mssp;
using namespace mssp::test;

namespace {

struct Logical {
  std::map<std::string, std::string> columns;  // name: "number", "text", with "?" when it may be null
  std::set<std::set<std::string>> keys;
  std::set<std::string> references;  // tables
};
using Schema = std::map<std::string, Logical>;

bool of_tenants(const Logical& table) {
  const auto found = table.columns.find("tenant_id");
  return found != table.columns.end() && found->second == "number";
}

void finish(Schema& schema) {
  for (auto& [name, table] : schema) {
    if (!of_tenants(table)) continue;
    std::set<std::set<std::string>> keys;
    for (std::set<std::string> key : table.keys) {
      key.insert("tenant_id");
      keys.insert(std::move(key));
    }
    table.keys = std::move(keys);
  }
}

Schema of_sqlite() {
  const auto store = db::open_sqlite_in_memory();
  db::migrate(*store, instant(0));
  Schema schema;
  for (const auto& table : store->tables()) {
    Logical& logical = schema[table.name];
    std::set<std::string> primary;
    for (const db::Row& row : store->run("SELECT name, type, \"notnull\", pk FROM pragma_table_info($1)", {table.name})) {
      const bool null = row.integer(2) == 0 && row.integer(3) == 0;
      logical.columns[row.text(0)] = (row.text(1) == "TEXT" ? "text" : "number") + std::string(null ? "?" : "");
      if (row.integer(3) > 0) primary.insert(row.text(0));
    }
    logical.keys.insert(primary);
    std::map<std::string, std::set<std::string>> unique;
    for (const db::Row& row : store->run("SELECT l.name, i.name, l.partial FROM pragma_index_list($1) l JOIN pragma_index_info(l.name) i"
                                         " WHERE l.\"unique\" = 1", {table.name})) {
      unique[row.text(0)].insert(row.text(1));
      if (row.integer(2) != 0) unique[row.text(0)].insert("(partial)");
    }
    for (const auto& [name, key] : unique) logical.keys.insert(key);
    for (const db::Row& row : store->run("SELECT \"table\" FROM pragma_foreign_key_list($1)", {table.name})) {
      logical.references.insert(row.text(0));
    }
  }
  finish(schema);
  return schema;
}

constexpr auto keys_of_postgres =
    "SELECT c.relname, x.relname, a.attname, i.indpred IS NOT NULL FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
    " JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
    " CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (number, place)"
    " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number"
    " WHERE i.indisunique AND n.nspname = current_schema() ORDER BY c.relname, x.relname, k.place";

Schema of_postgres(db::Connection& store) {
  Schema schema;
  for (const db::Row& row : store.run(
           "SELECT c.relname, a.attname, format_type(a.atttypid, NULL), a.attnotnull FROM pg_class c"
           " JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid"
           " WHERE c.relkind = 'r' AND n.nspname = current_schema() AND a.attnum > 0 AND NOT a.attisdropped")) {
    const std::string type = row.text(2) == "bigint" ? "number" : row.text(2);
    schema[row.text(0)].columns[row.text(1)] = type + (row.integer(3) == 0 ? "?" : "");
  }
  std::map<std::pair<std::string, std::string>, std::set<std::string>> unique;
  for (const db::Row& row : store.run(keys_of_postgres)) {
    auto& key = unique[{row.text(0), row.text(1)}];
    key.insert(row.text(2));
    if (row.integer(3) != 0) key.insert("(partial)");
  }
  for (const auto& [name, key] : unique) schema[name.first].keys.insert(key);
  for (const db::Row& row : store.run(
           "SELECT c.relname, p.relname FROM pg_constraint t JOIN pg_class c ON c.oid = t.conrelid JOIN pg_class p ON p.oid = t.confrelid"
           " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE t.contype = 'f' AND n.nspname = current_schema()")) {
    schema[row.text(0)].references.insert(row.text(1));
  }
  finish(schema);
  return schema;
}

}  // namespace

TEST_CASE("both engines end in the same logical schema", "[postgresql]") {
  const Database database;
  const Schema expected = of_sqlite();
  const Schema got = of_postgres(*db::open_postgres(database.url()));
  CHECK(expected.size() >= 18);
  REQUIRE(got.size() == expected.size());
  for (const auto& [name, table] : expected) {
    INFO(name);
    REQUIRE(got.contains(name));
    CHECK(got.at(name).columns == table.columns);
    CHECK(got.at(name).keys == table.keys);
    CHECK(got.at(name).references == table.references);
  }
}

TEST_CASE("every key of a tenant's table begins with the tenant, but for what people name over the whole store", "[postgresql]") {
  const Database database;
  const auto store = db::open_postgres(database.url());
  const Schema schema = of_postgres(*store);
  std::map<std::pair<std::string, std::string>, std::string> first;
  for (const db::Row& row : store->run(keys_of_postgres)) first.try_emplace({row.text(0), row.text(1)}, row.text(2));
  std::set<std::string> others;
  for (const auto& [key, column] : first) {
    if (key.first != "tenant" && of_tenants(schema.at(key.first)) && column != "tenant_id") others.insert(key.first + "." + column);
  }
  CHECK(others == std::set<std::string>{"finding.handle", "mail.message_id", "mail.number", "ticket.number"});
}

TEST_CASE("tables come in the order of their making", "[postgresql]") {
  const Database database;
  const auto names = [](db::Connection& store) {
    std::vector<std::string> all;
    for (const auto& table : store.tables()) all.push_back(table.name);
    return all;
  };
  const auto sqlite = db::open_sqlite_in_memory();
  db::migrate(*sqlite, instant(0));
  CHECK(names(*db::open_postgres(database.url())) == names(*sqlite));
}

TEST_CASE("a migration by an owner who may not create roles asks for the role only where it is missing", "[postgresql]") {
  const Database database(Database::Content::nothing);
  const auto owner = db::open_postgres_as_owner(database.url("mssp_owner"));
  CHECK(db::version_of(*owner) == 0);
  CHECK(db::migrate(*owner, instant(0)).size() == db::migrations::files().size());
  CHECK(db::migrate(*owner, instant(0)).empty());
  const auto store = db::open_postgres(database.url());
  CHECK(db::version_of(*store) == db::newest_version());
  CHECK(db::check_migrations(*store).empty());
  CHECK(store->check().empty());
}

TEST_CASE("text is ordered by its bytes, whatever the server's order is", "[postgresql]") {
  const Database database;
  const auto store = db::open_postgres(database.url());
  for (const char* handle : {"b", "B", "a-b", "ab", "ä"}) {
    store->run("INSERT INTO analyst (handle, name, capacity, skills, created_at) VALUES ($1, '', 40000, '', 0)", {handle});
  }
  std::string order;
  for (const db::Row& row : store->run("SELECT handle FROM analyst ORDER BY handle")) order += row.text(0) + " ";
  CHECK(order == "B a-b ab b ä ");
  CHECK(store->run("SELECT 'a-b' < 'ab', 'B' < 'a'").front().integer(1) == 0);  // of the server: the English one
}

TEST_CASE("a database of another encoding is refused before anything is kept in it") {
  Cluster& cluster = Cluster::shared();
  for (const std::string encoding : {"LATIN1", "SQL_ASCII"}) {
    cluster.administer("CREATE DATABASE mssp_other OWNER mssp_owner ENCODING '" + encoding +
                       "' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0");
    for (const auto open : {db::open_postgres, db::open_postgres_as_owner}) {
      try {
        open(cluster.url("mssp_other", "mssp_owner"));
        FAIL("opened");
      } catch (const Error& error) {
        CHECK(error.code() == Code::failed);
        CHECK(error.message() == "the database keeps text as " + encoding + ", a store needs UTF8");
      }
    }
    cluster.administer("DROP DATABASE mssp_other");
  }
}
