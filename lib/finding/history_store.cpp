#include "finding/history_store.hpp"

namespace mssp::finding {

std::vector<Difference> differences(db::Connection& store, const tenant::Tenant& tenant, const scan::Scan& from,
                                    const scan::Scan& to) {
  std::vector<Difference> all;
  for (const db::Row& row : store.run(
           "SELECT x.in_to, f.handle, a.address, f.port, f.protocol, f.source, f.rule, f.component, f.title, f.severity,"
           " f.state FROM (SELECT finding_id, max(CASE WHEN run_first <= $3 AND run_last >= $3 THEN 1 ELSE 0 END) AS"
           " in_from, max(CASE WHEN run_first <= $4 AND run_last >= $4 THEN 1 ELSE 0 END) AS in_to FROM"
           " (SELECT finding_id, run_first, run_last FROM finding WHERE tenant_id = $1 AND scanner = $2"
           "  UNION ALL SELECT r.finding_id, r.run_first, r.run_last FROM finding_run r JOIN finding g"
           "  ON g.tenant_id = r.tenant_id AND g.finding_id = r.finding_id WHERE r.tenant_id = $1 AND g.scanner = $2)"
           " AS runs GROUP BY finding_id) AS x JOIN finding f ON f.finding_id = x.finding_id"
           " JOIN asset a ON a.asset_id = f.asset_id WHERE x.in_from <> x.in_to"
           " ORDER BY x.in_to DESC, CASE f.severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2"
           " WHEN 'low' THEN 3 ELSE 4 END, a.address, f.port NULLS FIRST, f.protocol, f.rule, f.component",
           {tenant.id, from.scanner, from.number, to.number})) {
    const auto port = row.optional_integer(3);
    all.push_back({.appeared = row.integer(0) == 1,
                   .handle = row.text(1),
                   .identity = {.asset = row.text(2),
                                .port = port ? std::optional(static_cast<int>(*port)) : std::nullopt,
                                .protocol = row.text(4),
                                .source = row.text(5),
                                .rule = row.text(6),
                                .component = row.text(7)},
                   .title = row.text(8),
                   .severity = *parse_severity(row.text(9)),
                   .state = *parse_state(row.text(10))});
  }
  return all;
}

void take_snapshot(db::Connection& store, const std::vector<tenant::Tenant>& tenants, const std::vector<std::string>& days,
                   Instant now) {
  store.run("CREATE TEMP TABLE IF NOT EXISTS snapshot_day (tenant_id BIGINT NOT NULL, day TEXT NOT NULL, severity TEXT NOT NULL)");
  store.run("DELETE FROM snapshot_day");
  std::vector<db::Values> rows;
  for (std::size_t i = 0; i < tenants.size(); ++i) {
    for (const Severity severity : severities) rows.push_back({tenants[i].id, days[i], std::string(name(severity))});
  }
  store.insert("snapshot_day", "tenant_id, day, severity", rows);
  store.run(
      "DELETE FROM finding_day WHERE EXISTS (SELECT 1 FROM snapshot_day s WHERE s.tenant_id = finding_day.tenant_id"
      " AND s.day = finding_day.day)");
  store.run(
      "INSERT INTO finding_day (tenant_id, day, severity, age, open, overdue)"
      " SELECT s.tenant_id, s.day, s.severity, coalesce(o.age, 'week'), coalesce(o.open, 0), coalesce(o.overdue, 0)"
      " FROM snapshot_day s LEFT JOIN (SELECT tenant_id, severity,"
      " CASE WHEN first_seen > cast($1 AS BIGINT) - 604800 THEN 'week' WHEN first_seen > cast($1 AS BIGINT) - 2592000 THEN 'month'"
      " WHEN first_seen > cast($1 AS BIGINT) - 7776000 THEN 'quarter' ELSE 'older' END AS age, count(*) AS open,"
      " cast(sum(CASE WHEN due_at <= cast($1 AS BIGINT) THEN 1 ELSE 0 END) AS BIGINT) AS overdue FROM finding"
      " WHERE state = 'open' OR (state = 'accepted' AND expires_at <= cast($1 AS BIGINT)) GROUP BY 1, 2, 3) o"
      " ON o.tenant_id = s.tenant_id AND o.severity = s.severity",
      {epoch(now)});
}

std::vector<DayCount> snapshots(db::Connection& store, const tenant::Tenant& tenant, const std::string& first_day) {
  std::vector<DayCount> all;
  for (const db::Row& row : store.run("SELECT day, severity, age, open, overdue FROM finding_day WHERE tenant_id = $1"
                                      " AND day >= $2 ORDER BY day, severity, age",
                                      {tenant.id, first_day})) {
    all.push_back({row.text(0), *parse_severity(row.text(1)), row.text(2), row.integer(3), row.integer(4)});
  }
  return all;
}

std::vector<Reopened> reopen_expired(db::Connection& store, Instant now) {
  std::vector<Reopened> all;
  for (const db::Row& row : store.run("SELECT t.slug, f.handle FROM finding f JOIN tenant t ON t.tenant_id = f.tenant_id"
                                      " WHERE f.state = 'accepted' AND f.expires_at <= $1 ORDER BY t.slug, f.handle",
                                      {epoch(now)})) {
    all.push_back({row.text(0), row.text(1)});
  }
  store.run("UPDATE finding SET state = 'open' WHERE state = 'accepted' AND expires_at <= $1", {epoch(now)});
  return all;
}

std::vector<Expiring> warn_of_expiry(db::Connection& store, Instant now, Instant until) {
  std::vector<Expiring> all;
  for (const db::Row& row : store.run("SELECT t.slug, f.handle, f.owner, f.expires_at FROM finding f"
                                      " JOIN tenant t ON t.tenant_id = f.tenant_id WHERE f.state = 'accepted'"
                                      " AND f.expires_at > $1 AND f.expires_at <= $2 AND f.warned_at IS NULL"
                                      " ORDER BY t.slug, f.expires_at, f.handle",
                                      {epoch(now), epoch(until)})) {
    all.push_back({row.text(0), row.text(1), row.text(2), instant(row.integer(3))});
  }
  store.run("UPDATE finding SET warned_at = $1 WHERE state = 'accepted' AND expires_at > $1 AND expires_at <= $2"
            " AND warned_at IS NULL",
            {epoch(now), epoch(until)});
  return all;
}

}  // namespace mssp::finding
