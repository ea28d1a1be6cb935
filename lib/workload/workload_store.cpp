#include "workload/workload_store.hpp"

namespace mssp::workload {

std::vector<Measured> measure(db::Connection& store, Instant now) {
  const db::Rows rows = store.run(
      "SELECT t.slug, t.tier, t.status, t.seats, coalesce(a.assets, 0), coalesce(f.findings, 0),"
      " coalesce(k.p1, 0), coalesce(k.p2, 0), coalesce(k.p3, 0), coalesce(k.p4, 0), coalesce(k.days, 0) FROM tenant t"
      " LEFT JOIN (SELECT tenant_id, count(*) AS assets FROM asset GROUP BY tenant_id) a ON a.tenant_id = t.tenant_id"
      " LEFT JOIN (SELECT tenant_id, count(*) AS findings FROM finding WHERE state = 'open' AND severity = 'critical'"
      "  GROUP BY tenant_id) f ON f.tenant_id = t.tenant_id"
      " LEFT JOIN (SELECT tenant_id, count(CASE WHEN priority = 'P1' THEN 1 END) AS p1,"
      "  count(CASE WHEN priority = 'P2' THEN 1 END) AS p2, count(CASE WHEN priority = 'P3' THEN 1 END) AS p3,"
      "  count(CASE WHEN priority = 'P4' THEN 1 END) AS p4,"
      "  cast(sum(CASE WHEN opened_at < $1 THEN ($1 - opened_at) / 86400 ELSE 0 END) AS BIGINT) AS days"
      "  FROM ticket WHERE status NOT IN ('resolved', 'closed') GROUP BY tenant_id) k ON k.tenant_id = t.tenant_id"
      " WHERE t.status IN ('onboarding', 'active', 'offboarding') ORDER BY t.slug",
      {epoch(now)});
  std::vector<Measured> all;
  all.reserve(rows.size());
  for (const db::Row& row : rows) {
    all.push_back({.tenant = row.text(0),
                   .tier = row.text(1),
                   .active = row.text(2) == "active",
                   .seats = row.integer(3),
                   .assets = row.integer(4),
                   .critical_findings = row.integer(5),
                   .tickets = {row.integer(6), row.integer(7), row.integer(8), row.integer(9)},
                   .ticket_days = row.integer(10)});
  }
  return all;
}

}  // namespace mssp::workload
