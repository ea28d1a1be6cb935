// The schema as PostgreSQL keeps it: which tables there are, in which version, and whether references hold.
#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "db/migrate.hpp"
#include "db/postgres_connection.hpp"
#include "db/row_security.hpp"

namespace mssp::db {
namespace {

bool part_of_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// The place of a table in the migrations: the catalog's order does not outlive a dump and its restore.
std::pair<std::size_t, std::size_t> made_at(const std::string& table) {
  const auto& files = migrations::files();
  for (std::size_t i = files.size(); i-- > 0;) {
    for (const std::string& words : {"CREATE TABLE " + table + " (", "RENAME TO " + table + ";"}) {
      const std::size_t at = files[i].text.rfind(words);
      if (at != std::string_view::npos) return {i, at};
    }
  }
  return {files.size(), 0};
}

struct Reference {
  std::string table;
  std::string to;
  std::string matches;   // "p.x = c.x AND p.y = c.y"
  std::string all_given; // "c.x IS NOT NULL AND c.y IS NOT NULL"
};

std::vector<Reference> references(Connection& store) {
  std::map<std::string, Reference> all;
  for (const Row& row : store.run(
           "SELECT t.conname, c.relname, p.relname, ca.attname, pa.attname FROM pg_constraint t"
           " JOIN pg_class c ON c.oid = t.conrelid JOIN pg_class p ON p.oid = t.confrelid"
           " JOIN pg_namespace n ON n.oid = c.relnamespace"
           " CROSS JOIN LATERAL unnest(t.conkey, t.confkey) WITH ORDINALITY AS k (own, other, place)"
           " JOIN pg_attribute ca ON ca.attrelid = c.oid AND ca.attnum = k.own"
           " JOIN pg_attribute pa ON pa.attrelid = p.oid AND pa.attnum = k.other"
           " WHERE t.contype = 'f' AND n.nspname = current_schema() ORDER BY c.relname, t.conname, k.place")) {
    Reference& reference = all[row.text(1) + "/" + row.text(0)];
    reference.table = row.text(1);
    reference.to = row.text(2);
    const std::string joint = reference.matches.empty() ? "" : " AND ";
    reference.matches += joint + "p." + row.text(4) + " = c." + row.text(3);
    reference.all_given += joint + "c." + row.text(3) + " IS NOT NULL";
  }
  std::vector<Reference> list;
  for (auto& [name, reference] : all) list.push_back(std::move(reference));
  return list;
}

}  // namespace

std::string Postgres::dialect(std::string_view migration) const {
  // In SQLite text is ordered by its bytes. The server's own order may be that of a language, and change with its
  // system's libraries.
  constexpr std::string_view text_type = "TEXT";
  std::string text;
  for (const std::string_view line : split(migration, '\n')) {
    const std::size_t comment = std::min(line.find("--"), line.size());
    std::size_t copied = 0;
    for (auto at = line.find(text_type); at < comment; at = line.find(text_type, copied)) {
      const std::size_t end = at + text_type.size();
      const bool whole = (at == 0 || !part_of_word(line[at - 1])) && (end == line.size() || !part_of_word(line[end]));
      text += line.substr(copied, end - copied);
      if (whole) text += " COLLATE \"C\"";
      copied = end;
    }
    text += line.substr(copied);
    text += '\n';
  }
  return text;
}

const std::vector<EmbeddedFile>& Postgres::own_migrations() const { return postgresql_migrations::files(); }

std::int64_t Postgres::version() {
  if (run("SELECT to_regclass('schema_migration')").front().is_null(0)) return 0;
  return run("SELECT coalesce(max(version), 0) FROM schema_migration").front().integer(0);
}

void Postgres::set_version(std::int64_t) {}  // the record of migrations tells it

std::vector<Connection::Table> Postgres::tables() {
  std::vector<Table> all;
  for (const Row& row : run("SELECT c.relname, a.attname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                            " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
                            " WHERE c.relkind = 'r' AND n.nspname = current_schema() ORDER BY c.relname, a.attnum")) {
    if (all.empty() || all.back().name != row.text(0)) all.push_back({row.text(0), {}});
    all.back().columns.push_back(row.text(1));
  }
  std::stable_sort(all.begin(), all.end(), [](const Table& a, const Table& b) { return made_at(a.name) < made_at(b.name); });
  return all;
}

void Postgres::protect() { protect_rows(*this); }

std::vector<std::string> Postgres::check() {
  std::vector<std::string> findings;
  if (version() == 0) return findings;
  for (const Reference& reference : references(*this)) {
    const Rows rows = run("SELECT count(*) FROM " + reference.table + " c WHERE " + reference.all_given +
                          " AND NOT EXISTS (SELECT 1 FROM " + reference.to + " p WHERE " + reference.matches + ")");
    if (rows.front().integer(0) > 0) {
      findings.push_back("table '" + reference.table + "' has a row that refers to a missing row of '" + reference.to + "'");
    }
  }
  for (std::string& finding : check_row_security(*this)) findings.push_back(std::move(finding));
  return findings;
}

void Postgres::alter_own_references(const std::string& deferrable) {
  std::string all;
  for (const Row& row : run("SELECT c.relname, t.conname FROM pg_constraint t JOIN pg_class c ON c.oid = t.conrelid"
                            " JOIN pg_namespace n ON n.oid = c.relnamespace"
                            " WHERE t.contype = 'f' AND t.confrelid = t.conrelid AND n.nspname = current_schema()"
                            " ORDER BY c.relname, t.conname")) {
    all += "ALTER TABLE " + row.text(0) + " ALTER CONSTRAINT " + row.text(1) + " " + deferrable + ";";
  }
  script(all);
}

void Postgres::defer_references() { alter_own_references("DEFERRABLE INITIALLY DEFERRED"); }

void Postgres::settle_references() {
  script("SET CONSTRAINTS ALL IMMEDIATE");
  alter_own_references("NOT DEFERRABLE");
}

void Postgres::number_behind(const Table& table) {
  for (const Row& row : run("SELECT attname FROM pg_attribute WHERE attrelid = to_regclass($1) AND attidentity <> ''"
                            " AND NOT attisdropped ORDER BY attnum", {table.name})) {
    const std::string& column = row.text(0);
    run("SELECT setval(pg_get_serial_sequence($1, $2), coalesce(max(" + column + "), 1), max(" + column + ") IS NOT NULL) FROM " +
            table.name, {table.name, column});
  }
}

}  // namespace mssp::db
