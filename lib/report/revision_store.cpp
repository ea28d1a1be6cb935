#include "report/revision_store.hpp"

#include <fmt/core.h>

#include "base/sha256.hpp"

namespace mssp::report {

std::string Revision::topic() const { return fmt::format("{}/{}/{}", type, period, number); }

std::string Revision::handle() const { return tenant + "/" + topic(); }

std::string Revision::file_name(const std::string& ending) const {
  const std::string revision = number == 1 ? "" : fmt::format("_r{}", number);
  return fmt::format("{}_{}_{}{}.{}", tenant, type, period, revision, ending);
}

Revision keep(db::Connection& store, std::int64_t tenant_id, const std::string& slug, const std::string& type, Month period,
              const std::string& model, Instant now) {
  Revision revision{.id = 0, .tenant = slug, .type = type, .period = text(period), .number = 1, .sha256 = sha256_hex(model),
                    .frozen_at = now, .is_new = true};
  const db::Rows latest = store.run(
      "SELECT report_id, revision, sha256, template, frozen_at FROM report"
      " WHERE tenant_id = $1 AND type = $2 AND period = $3 ORDER BY revision DESC LIMIT 1",
      {tenant_id, type, revision.period});
  if (!latest.empty()) {
    const db::Row& row = latest.front();
    if (row.text(2) == revision.sha256 && row.integer(3) == template_version) {
      revision.id = row.integer(0);
      revision.number = row.integer(1);
      revision.frozen_at = instant(row.integer(4));
      revision.is_new = false;
      return revision;
    }
    revision.number = row.integer(1) + 1;
  }
  revision.id = store
                    .run("INSERT INTO report (tenant_id, type, period, revision, template, model, sha256, frozen_at)"
                         " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING report_id",
                         {tenant_id, type, revision.period, revision.number, template_version, model, revision.sha256, epoch(now)})
                    .front()
                    .integer(0);
  return revision;
}

std::vector<Revision> list(db::Connection& store, const std::optional<std::string>& tenant) {
  std::vector<Revision> all;
  for (const db::Row& row : store.run(
           "SELECT r.report_id, t.slug, r.type, r.period, r.revision, r.sha256, r.frozen_at FROM report r"
           " JOIN tenant t ON t.tenant_id = r.tenant_id WHERE t.slug = coalesce(cast($1 AS TEXT), t.slug)"
           " ORDER BY r.frozen_at DESC, r.report_id DESC",
           {db::or_null(tenant)})) {
    all.push_back({.id = row.integer(0),
                   .tenant = row.text(1),
                   .type = row.text(2),
                   .period = row.text(3),
                   .number = row.integer(4),
                   .sha256 = row.text(5),
                   .frozen_at = instant(row.integer(6))});
  }
  return all;
}

}  // namespace mssp::report
