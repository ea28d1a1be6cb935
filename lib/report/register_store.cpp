#include "report/register_store.hpp"

#include <fmt/core.h>

#include "base/text.hpp"
#include "db/instants.hpp"
#include "finding/feed_store.hpp"
#include "report/model_json.hpp"

namespace mssp::report {
namespace {

constexpr std::string_view columns =
    "SELECT f.handle, f.severity, f.title, a.address, a.hostname, f.port, f.protocol, f.rule, f.cves, f.detail, f.first_seen,"
    " f.due_at, f.owner, f.reason, f.expires_at FROM finding f"
    " JOIN asset a ON a.tenant_id = f.tenant_id AND a.asset_id = f.asset_id WHERE f.tenant_id = $1 AND f.first_seen < $2 AND ";
std::vector<FindingLine> lines(const db::Rows& rows) {
  std::vector<FindingLine> all;
  all.reserve(rows.size());
  for (const db::Row& row : rows) {
    const std::string& host = row.text(4).empty() ? row.text(3) : row.text(4);
    all.push_back({.handle = row.text(0),
                   .severity = *finding::parse_severity(row.text(1)),
                   .title = row.text(2),
                   .asset = row.is_null(5) ? host : fmt::format("{} {}/{}", host, row.integer(5), row.text(6)),
                   .host = host,
                   .rule = row.text(7),
                   .cves = row.text(8),
                   .detail = row.text(9),
                   .first_seen = instant(row.integer(10)),
                   .due_at = db::instant_if(row, 11),
                   .exploited = false,
                   .owner = row.text(12),
                   .reason = row.text(13),
                   .expires_at = db::instant_if(row, 14)});
  }
  return all;
}

}  // namespace

std::string open_at(const std::string& instant) {
  return "(f.first_seen < " + instant + " AND (f.state = 'open' OR (f.state = 'fixed' AND f.fixed_at >= " + instant + ")))";
}

std::vector<FindingLine> open_findings(db::Connection& store, std::int64_t tenant, Instant until, std::optional<std::int64_t> most) {
  std::string sql = std::string(columns) + open_at("$2") + (most ? " AND f.severity <> 'info'" : "") +
                    " ORDER BY CASE f.severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 WHEN 'low' THEN 3"
                    " ELSE 4 END, f.due_at NULLS LAST, f.handle";
  if (most) sql += " LIMIT " + std::to_string(*most);
  return lines(store.run(sql, {tenant, epoch(until)}));
}

std::vector<FindingLine> accepted_findings(db::Connection& store, std::int64_t tenant, Instant until) {
  return lines(store.run(std::string(columns) + "f.state = 'accepted' ORDER BY f.expires_at NULLS LAST, f.handle",
                         {tenant, epoch(until)}));
}

std::optional<Catalogue> mark_exploited(db::Connection& store, std::vector<FindingLine>& findings) {
  const db::Rows rows = store.run("SELECT released, imported_at FROM feed WHERE name = 'kev'");
  if (rows.empty()) return std::nullopt;
  const auto known = finding::known_exploited(store);
  for (FindingLine& finding : findings) {
    for (const std::string_view cve : split(finding.cves, ' ')) finding.exploited = finding.exploited || known.contains(std::string(cve));
  }
  return Catalogue{rows.front().text(0), instant(rows.front().integer(1))};
}

std::int64_t reopened_findings(db::Connection& store, std::int64_t tenant, Instant until) {
  return store
      .run("SELECT count(*) FROM finding f WHERE f.tenant_id = $1 AND f.reopened > 0 AND " + open_at("$2"),
           {tenant, epoch(until)})
      .front()
      .integer(0);
}

std::vector<AssetLine> assets(db::Connection& store, std::int64_t tenant, Instant until) {
  std::string sql = "SELECT a.address, a.hostname, a.first_seen, a.last_seen";
  for (const finding::Severity severity : finding::severities) {
    sql += ", coalesce(sum(CASE WHEN f.severity = '" + std::string(finding::name(severity)) + "' THEN 1 ELSE 0 END), 0)";
  }
  sql += " FROM asset a LEFT JOIN finding f ON f.tenant_id = a.tenant_id AND f.asset_id = a.asset_id AND " +
         open_at("$2") +
         " WHERE a.tenant_id = $1 AND a.first_seen < $2 GROUP BY a.asset_id, a.address, a.hostname, a.first_seen, a.last_seen"
         " ORDER BY a.address";
  std::vector<AssetLine> all;
  for (const db::Row& row : store.run(sql, {tenant, epoch(until)})) {
    AssetLine line{row.text(0), row.text(1), instant(row.integer(2)), instant(row.integer(3)), {}};
    for (std::size_t i = 0; i < finding::severities.size(); ++i) line.open.counts.at(i) = row.integer(4 + i);
    all.push_back(std::move(line));
  }
  return all;
}

std::vector<std::string> reports_made(db::Connection& store, std::int64_t tenant, const Period& period) {
  std::vector<std::string> all;
  for (const db::Row& row : store.run(
           "SELECT type, period, revision FROM report WHERE tenant_id = $1 AND frozen_at >= $2 AND frozen_at < $3"
           " ORDER BY frozen_at, report_id",
           {tenant, epoch(period.from), epoch(period.to)})) {
    all.push_back(fmt::format("{} {}, revision {}", row.text(0), row.text(1), row.integer(2)));
  }
  return all;
}

std::optional<std::vector<std::string>> recommended_before(db::Connection& store, std::int64_t tenant, const std::string& type,
                                                           const std::string& period) {
  const db::Rows rows = store.run(
      "SELECT model FROM report WHERE tenant_id = $1 AND type = $2 AND period = $3 ORDER BY revision DESC LIMIT 1",
      {tenant, type, period});
  if (rows.empty()) return std::nullopt;
  std::vector<std::string> titles;
  for (const Section& section : read_model(rows.front().text(0), "report " + type + " " + period).sections) {
    if (section.id != "recommendations") continue;
    for (const Block& block : section.blocks) {
      const auto* table = std::get_if<Table>(&block);
      if (table == nullptr) continue;
      for (const auto& row : table->rows) titles.push_back(row.front().text);
    }
  }
  return titles;
}

}  // namespace mssp::report
