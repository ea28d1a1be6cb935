#include "finding/feed_store.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mssp::finding {

void begin_feed(db::Connection& store, const std::string& feed, Instant now) {
  store.run(feed == "kev" ? "DELETE FROM known_exploited" : "DELETE FROM exploit_score");
  store.run("DELETE FROM feed WHERE name = $1", {feed});
  store.insert("feed", "name, released, imported_at", {{feed, std::string{}, epoch(now)}});
}

void release_feed(db::Connection& store, const std::string& feed, const std::string& released) {
  store.run("UPDATE feed SET released = $1 WHERE name = $2", {released, feed});
}

void add_known_exploited(db::Connection& store, const std::vector<KnownExploited>& entries) {
  std::vector<db::Values> rows;
  for (const KnownExploited& entry : entries) rows.push_back({entry.cve, entry.added_on, std::int64_t{entry.ransomware}});
  store.insert("known_exploited", "cve, added_on, ransomware", rows);
}

void add_exploit_scores(db::Connection& store, const std::vector<ExploitScore>& scores) {
  std::vector<db::Values> rows;
  for (const ExploitScore& score : scores) rows.push_back({score.cve, score.score, score.percentile});
  store.insert("exploit_score", "cve, score, percentile", rows);
}

std::map<std::string, KnownExploited> known_exploited(db::Connection& store) {
  std::map<std::string, KnownExploited> all;
  for (const db::Row& row : store.run("SELECT cve, added_on, ransomware FROM known_exploited")) {
    all.emplace(row.text(0), KnownExploited{row.text(0), row.text(1), row.integer(2) != 0});
  }
  return all;
}

std::map<std::string, ExploitScore> exploit_scores(db::Connection& store, const std::vector<std::string>& cves) {
  store.run("CREATE TEMP TABLE IF NOT EXISTS wanted_cve (cve TEXT NOT NULL)");
  store.run("DELETE FROM wanted_cve");
  std::vector<db::Values> rows;
  for (const std::string& cve : cves) rows.push_back({cve});
  store.insert("wanted_cve", "cve", rows);
  std::map<std::string, ExploitScore> all;
  for (const db::Row& row : store.run("SELECT e.cve, e.score, e.percentile FROM exploit_score e"
                                      " WHERE e.cve IN (SELECT cve FROM wanted_cve)")) {
    all.emplace(row.text(0), ExploitScore{row.text(0), row.integer(1), row.integer(2)});
  }
  return all;
}

std::int64_t cap_due(db::Connection& store, const std::map<std::int64_t, Instant>& caps) {
  constexpr std::size_t page = 10'000;
  const auto known = known_exploited(store);
  store.run("CREATE TEMP TABLE IF NOT EXISTS capped_finding (finding_id BIGINT NOT NULL)");
  store.run("DELETE FROM capped_finding");
  store.run("CREATE TEMP TABLE IF NOT EXISTS tenant_cap (tenant_id BIGINT NOT NULL PRIMARY KEY, cap BIGINT NOT NULL)");
  store.run("DELETE FROM tenant_cap");
  std::vector<db::Values> limits;
  for (const auto& [tenant_id, cap] : caps) limits.push_back({tenant_id, epoch(cap)});
  store.insert("tenant_cap", "tenant_id, cap", limits);
  std::int64_t capped = 0;
  for (std::int64_t last = 0;;) {
    const db::Rows rows = store.run(
        "SELECT f.finding_id, f.cves FROM finding f JOIN tenant_cap c ON c.tenant_id = f.tenant_id WHERE f.finding_id > $1"
        " AND f.state = 'open' AND f.cves <> '' AND (f.due_at IS NULL OR f.due_at > c.cap) ORDER BY f.finding_id LIMIT 10000",
        {last});
    std::vector<db::Values> listed;
    for (const db::Row& row : rows) {
      const auto cves = split(row.text(1), ' ');
      if (std::any_of(cves.begin(), cves.end(), [&](std::string_view cve) { return known.contains(std::string(cve)); })) {
        listed.push_back({row.integer(0)});
      }
    }
    store.insert("capped_finding", "finding_id", listed);
    capped += static_cast<std::int64_t>(listed.size());
    if (rows.size() < page) break;
    last = rows.back().integer(0);
  }
  store.run("UPDATE finding SET due_at = (SELECT c.cap FROM tenant_cap c WHERE c.tenant_id = finding.tenant_id)"
            " WHERE finding_id IN (SELECT finding_id FROM capped_finding)");
  return capped;
}

}  // namespace mssp::finding
