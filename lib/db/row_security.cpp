#include "db/row_security.hpp"

#include <string_view>

#include "base/error.hpp"
#include "db/postgres_connection.hpp"

namespace mssp::db {
namespace {

constexpr std::string_view record = "schema_migration";  // of nobody, and read before a scope is known
constexpr std::string_view policy = "rows_of_scope";

// Sub-selects are asked once a statement, not once a row; and a condition that is one whole sub-select does not make the
// planner believe that few rows pass.
constexpr std::string_view staff = "(SELECT current_setting('mssp.tenant', true) = 'all')";
constexpr std::string_view own =
    "tenant_id = (SELECT CASE WHEN current_setting('mssp.tenant', true) ~ '^[0-9]{1,18}$'"
    " THEN cast(current_setting('mssp.tenant', true) AS BIGINT) END)";
// People belong to tenants by their membership, which has a policy itself.
constexpr std::string_view of_a_member = "EXISTS (SELECT 1 FROM membership m WHERE m.person_id = person.person_id)";

std::string visible(const Connection::Table& table) {
  std::string rule(staff);
  if (table.has("tenant_id")) rule += " OR " + std::string(own);
  if (table.name == "person") rule += " OR " + std::string(of_a_member);
  return rule;
}

std::string writable(const Connection::Table& table) {
  return table.has("tenant_id") ? visible(table) : std::string(staff);
}

// The tool adds to the audit trail and never changes it; it only reads the record of migrations.
std::string_view rights(const std::string& table) {
  if (table == record) return "SELECT";
  if (table == "audit") return "SELECT, INSERT";
  return "SELECT, INSERT, UPDATE, DELETE";
}

void require_role(Connection& store) {
  const std::string name(tool_role);
  if (store.run("SELECT 1 FROM pg_roles WHERE rolname = $1", {name}).empty()) {
    if (store.run("SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolcreaterole)").empty()) {
      throw Error(Code::denied, "the role '" + name + "' is missing, and this login may not create roles",
                  "let an administrator run: CREATE ROLE " + name + " NOLOGIN, and grant it to the owner of the database");
    }
    store.script("CREATE ROLE " + name + " NOLOGIN NOSUPERUSER NOBYPASSRLS");
  }
  if (store.run("SELECT 1 WHERE pg_has_role(current_user, $1, 'MEMBER')", {name}).empty()) {
    store.script("GRANT " + name + " TO CURRENT_USER");
  }
}

}  // namespace

void protect_rows(Connection& store) {
  require_role(store);
  const std::string role(tool_role);
  std::string script;
  for (const Connection::Table& table : store.tables()) {
    script += "REVOKE ALL ON " + table.name + " FROM PUBLIC, " + role + ";\n";
    script += "GRANT " + std::string(rights(table.name)) + " ON " + table.name + " TO " + role + ";\n";
    if (table.name == record) continue;
    script += "ALTER TABLE " + table.name + " ENABLE ROW LEVEL SECURITY;\n";
    script += "ALTER TABLE " + table.name + " FORCE ROW LEVEL SECURITY;\n";
    script += "DROP POLICY IF EXISTS " + std::string(policy) + " ON " + table.name + ";\n";
    script += "CREATE POLICY " + std::string(policy) + " ON " + table.name + " USING (" + visible(table) +
              ") WITH CHECK (" + writable(table) + ");\n";
  }
  store.script(script);
}

std::vector<std::string> check_row_security(Connection& store) {
  std::vector<std::string> findings;
  for (const Row& row : store.run(
           "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
           " WHERE c.relkind = 'r' AND n.nspname = current_schema() AND c.relname <> $1"
           " AND NOT (c.relrowsecurity AND c.relforcerowsecurity"
           " AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = $2)) ORDER BY c.relname",
           {std::string(record), std::string(policy)})) {
    findings.push_back("table '" + row.text(0) + "' is not protected by row-level security");
  }
  for (const Row& row : store.run(
           "SELECT c.relname, p.polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid"
           " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND p.polpermissive"
           " AND p.polname <> $1 ORDER BY c.relname, p.polname",
           {std::string(policy)})) {
    findings.push_back("table '" + row.text(0) + "' has a policy of its own, '" + row.text(1) + "', that shows more rows");
  }
  for (const Row& row : store.run(
           "SELECT rolname FROM pg_roles WHERE rolname = $1 AND (rolsuper OR rolbypassrls)", {std::string(tool_role)})) {
    findings.push_back("the role '" + row.text(0) + "' bypasses row-level security");
  }
  return findings;
}

}  // namespace mssp::db
