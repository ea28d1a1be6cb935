#include "scan/scan_store.hpp"

#include "base/error.hpp"
#include "base/parse.hpp"
#include "db/instants.hpp"

namespace mssp::scan {
namespace {

constexpr std::string_view select =
    "SELECT t.slug, s.number, s.scanner, s.sha256, s.arguments, s.started_at, s.finished_at, s.imported_at, s.complete,"
    " s.doubt, s.hosts, s.reported, s.created, s.untouched, s.reopened, s.fixed, s.skipped"
    " FROM scan s JOIN tenant t ON t.tenant_id = s.tenant_id ";

Scan scan_of(const db::Row& row) {
  return {.tenant = row.text(0),
          .number = row.integer(1),
          .scanner = row.text(2),
          .sha256 = row.text(3),
          .arguments = row.text(4),
          .started = db::instant_if(row, 5),
          .finished = db::instant_if(row, 6),
          .imported_at = instant(row.integer(7)),
          .complete = row.integer(8) != 0,
          .doubt = row.text(9),
          .hosts = row.integer(10),
          .reported = row.integer(11),
          .created = row.integer(12),
          .untouched = row.integer(13),
          .reopened = row.integer(14),
          .fixed = row.integer(15),
          .skipped = row.integer(16)};
}

}  // namespace

std::string handle(std::int64_t number) {
  return "S-" + std::to_string(number);
}

std::optional<Scan> find_file(db::Connection& store, const tenant::Tenant& tenant, const std::string& sha256) {
  const db::Rows rows = store.run(
      std::string(select) + "WHERE s.tenant_id = $1 AND s.sha256 = $2 ORDER BY s.number LIMIT 1", {tenant.id, sha256});
  if (rows.empty()) return std::nullopt;
  return scan_of(rows.front());
}

Scan get(db::Connection& store, const tenant::Tenant& tenant, std::int64_t number) {
  const db::Rows rows = store.run(std::string(select) + "WHERE s.tenant_id = $1 AND s.number = $2", {tenant.id, number});
  if (!rows.empty()) return scan_of(rows.front());
  throw Error(Code::not_found, "tenant '" + tenant.slug + "' has no scan '" + handle(number) + "'",
              "'synos-mssp scan list --tenant " + tenant.slug + "' shows them");
}

std::optional<std::int64_t> parse_handle(std::string_view text) {
  if (text.starts_with("S-") || text.starts_with("s-")) text.remove_prefix(2);
  const auto number = parse_integer(text);
  return number && *number > 0 ? number : std::nullopt;
}

Past past(db::Connection& store, const tenant::Tenant& tenant, const std::string& scanner) {
  const db::Rows rows = store.run(
      "SELECT (SELECT coalesce(max(number), 0) FROM scan WHERE tenant_id = $1),"
      " (SELECT hosts FROM scan WHERE tenant_id = $1 AND scanner = $2 AND doubt = '' ORDER BY number DESC LIMIT 1),"
      " (SELECT max(finished_at) FROM scan WHERE tenant_id = $1 AND scanner = $2 AND finished_at <= imported_at),"
      " (SELECT coalesce(max(number), 0) FROM scan WHERE tenant_id = $1 AND scanner = $2)",
      {tenant.id, scanner});
  const db::Row& row = rows.front();
  return {.next_number = row.integer(0) + 1,
          .previous = row.integer(3),
          .hosts = row.optional_integer(1),
          .finished = db::instant_if(row, 2)};
}

void insert(db::Connection& store, const tenant::Tenant& tenant, const Scan& scan) {
  store.insert("scan",
               "tenant_id, number, scanner, sha256, arguments, started_at, finished_at, imported_at, complete, doubt,"
               " hosts, reported, created, untouched, reopened, fixed, skipped",
               {{tenant.id, scan.number, scan.scanner, scan.sha256, scan.arguments, db::epoch_or_null(scan.started),
                 db::epoch_or_null(scan.finished), epoch(scan.imported_at), std::int64_t{scan.complete}, scan.doubt,
                 scan.hosts, scan.reported, scan.created, scan.untouched, scan.reopened, scan.fixed, scan.skipped}});
}

std::vector<Scan> list(db::Connection& store, const std::string& slug_or_all) {
  std::vector<Scan> all;
  for (const db::Row& row : store.run(std::string(select) + "WHERE t.slug = $1 OR ($1 = 'all' AND t.status = 'active')"
                                                            " ORDER BY t.slug, s.number DESC",
                                      {slug_or_all})) {
    all.push_back(scan_of(row));
  }
  return all;
}

}  // namespace mssp::scan
