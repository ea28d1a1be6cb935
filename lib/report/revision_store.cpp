#include "report/revision_store.hpp"

#include <fmt/core.h>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "render/json.hpp"
#include "report/model_changes.hpp"
#include "report/model_json.hpp"
#include "report/span.hpp"

namespace mssp::report {
namespace {

constexpr std::string_view columns = "SELECT r.report_id, r.tenant_id, t.slug, r.type, r.period, r.revision, r.sha256, r.frozen_at";
constexpr std::string_view source = " FROM report r JOIN tenant t ON t.tenant_id = r.tenant_id ";
constexpr std::string_view matching =
    "WHERE t.slug = coalesce(cast($1 AS TEXT), t.slug)"
    " AND r.type = coalesce(cast($2 AS TEXT), r.type) AND r.period = coalesce(cast($3 AS TEXT), r.period) ";

const std::string whole = std::string(columns) + ", r.model, r.template" + std::string(source);

Revision revision_of(const db::Row& row) {
  return {.id = row.integer(0),
          .tenant_id = row.integer(1),
          .tenant = row.text(2),
          .type = row.text(3),
          .period = row.text(4),
          .number = row.integer(5),
          .sha256 = row.text(6),
          .frozen_at = instant(row.integer(7))};
}

db::Values values(const Filter& filter) { return {db::or_null(filter.tenant), db::or_null(filter.type), db::or_null(filter.period)}; }

std::string json_of(const Model& model) { return render::json_line(model_json(model)); }

}  // namespace

std::string Revision::topic() const { return fmt::format("{}/{}/{}", type, period, number); }

std::string Revision::handle() const { return tenant + "/" + topic(); }

std::string Revision::file_name(const std::string& ending) const {
  const std::string revision = number == 1 ? "" : fmt::format("_r{}", number);
  std::string kind = type;  // a colon is no character for file names
  for (char& c : kind) c = c == ':' ? '-' : c;
  return fmt::format("{}_{}_{}{}.{}", tenant, kind, period, revision, ending);
}

Kept revision_for(db::Connection& store, std::int64_t tenant_id, const std::string& slug, const std::string& period, Model& model,
                  const std::string& type, Instant now) {
  const db::Rows rows = store.run(whole + "WHERE r.tenant_id = $1 AND r.type = $2 AND r.period = $3 ORDER BY r.revision DESC LIMIT 1",
                                  {tenant_id, type, period});
  Revision next{.tenant_id = tenant_id, .tenant = slug, .type = type, .period = period, .number = 1, .sha256 = {}, .frozen_at = now, .is_new = true};
  if (!rows.empty()) {
    Kept latest{revision_of(rows.front()), rows.front().text(8), rows.front().integer(9)};
    next.number = latest.revision.number + 1;
    // A model of an older form is not compared: only its figures, not its words, would be the same.
    if (latest.layout == template_version) {
      Model before = read_model(latest.model, "report '" + latest.revision.handle() + "'");
      if (json_of(without_revision(before)) == json_of(without_revision(model))) {
        before.authorship.at = latest.revision.frozen_at;
        model = std::move(before);
        return latest;
      }
      model.changes = changes_between(before, model);
    }
    model.revision = next.number;
    print_changes(model);
  }
  Kept made{std::move(next), json_of(model), template_version};
  made.revision.sha256 = sha256_hex(made.model);
  return made;
}

void insert(db::Connection& store, Kept& kept) {
  const Revision& revision = kept.revision;
  kept.revision.id = store
                         .run("INSERT INTO report (tenant_id, type, period, revision, template, model, sha256, frozen_at)"
                              " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING report_id",
                              {revision.tenant_id, revision.type, revision.period, revision.number, kept.layout, kept.model,
                               revision.sha256, epoch(revision.frozen_at)})
                         .front()
                         .integer(0);
}

Kept get(db::Connection& store, const std::string& handle) {
  const auto parts = split(handle, '/');
  std::optional<std::int64_t> number;
  if (parts.size() == 4) number = parse_integer(parts[3]);
  if (parts.size() < 3 || parts.size() > 4 || (parts.size() == 4 && !number) || !parse_span(parts[2])) {
    throw Error(Code::usage, "'" + printable(handle) + "' names no report", "give one as 'report list' shows it: acme-corp/executive/2025-09/1");
  }
  const db::Rows rows = store.run(whole + std::string(matching) +
                                      "AND r.revision = coalesce(cast($4 AS BIGINT), r.revision) ORDER BY r.revision DESC LIMIT 1",
                                  {std::string(parts[0]), std::string(parts[1]), std::string(parts[2]), db::or_null(number)});
  if (rows.empty()) throw Error(Code::not_found, "no report '" + printable(handle) + "'", "'synos-mssp report list' shows them");
  return {revision_of(rows.front()), rows.front().text(8), rows.front().integer(9)};
}

std::vector<Revision> list(db::Connection& store, const Filter& filter) {
  std::vector<Revision> all;
  for (const db::Row& row : store.run(std::string(columns) + std::string(source) + std::string(matching) + "ORDER BY r.frozen_at DESC, r.report_id DESC", values(filter))) {
    all.push_back(revision_of(row));
  }
  return all;
}

std::vector<Kept> kept(db::Connection& store, const Filter& filter) {
  std::vector<Kept> all;
  for (const db::Row& row : store.run(whole + std::string(matching) + "ORDER BY r.report_id", values(filter))) {
    all.push_back({revision_of(row), row.text(8), row.integer(9)});
  }
  return all;
}

void insert_files(db::Connection& store, const Revision& revision, const std::vector<File>& files) {
  if (files.empty()) return;
  std::vector<db::Values> rows;
  for (const File& file : files) rows.push_back({revision.tenant_id, revision.id, file.format, file.path, file.sha256});
  std::string sql = "DELETE FROM report_file WHERE tenant_id = $1 AND report_id = $2 AND format IN (";
  db::Values arguments{revision.tenant_id, revision.id};
  for (const File& file : files) {
    arguments.emplace_back(file.format);
    sql += (arguments.size() == 3 ? "$" : ", $") + std::to_string(arguments.size());
  }
  store.run(sql + ")", arguments);
  store.insert("report_file", "tenant_id, report_id, format, file, sha256", rows);
}

std::vector<FileOf> files(db::Connection& store, const Filter& filter) {
  std::vector<FileOf> all;
  for (const db::Row& row : store.run("SELECT f.report_id, f.format, f.file, f.sha256" + std::string(source) +
                                          "JOIN report_file f ON f.tenant_id = r.tenant_id AND f.report_id = r.report_id " +
                                          std::string(matching) + "ORDER BY f.report_id, f.format",
                                      values(filter))) {
    all.push_back({row.integer(0), {row.text(1), row.text(2), row.text(3)}});
  }
  return all;
}

}  // namespace mssp::report
