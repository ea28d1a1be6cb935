// What the program can see by itself of tenants and devices: each part of one statement gives those for which a fact
// of config::known_facts() holds.
#include "onboard/onboarding_store.hpp"

namespace mssp::onboard {
namespace {

// $1 is the tenant or null, $2 is now.
constexpr std::string_view of_tenant = " = coalesce(cast($1 AS BIGINT), ";

std::string part(std::string_view fact, std::string_view id, std::string_view rest) {
  return "SELECT " + std::string(id) + " AS tenant_id, '' AS device, '" + std::string(fact) + "' AS fact " + std::string(rest) +
         " AND " + std::string(id) + std::string(of_tenant) + std::string(id) + ")";
}

// The same of devices that are in service.
std::string device_part(std::string_view fact, std::string_view condition) {
  return "SELECT d.tenant_id, d.name, '" + std::string(fact) + "' FROM device d WHERE d.state NOT IN ('retired', 'merged') AND " +
         std::string(condition) + " AND d.tenant_id" + std::string(of_tenant) + "d.tenant_id)";
}

std::string statement() {
  std::string sql;
  const auto add = [&](const std::string& query) { sql += (sql.empty() ? "" : " UNION ") + query; };
  add(part("contact", "t.tenant_id", "FROM tenant t WHERE t.contact <> ''"));
  add(part("contract", "c.tenant_id",
           "FROM tenant_contract c WHERE c.ends_at > cast($2 AS BIGINT) AND NOT EXISTS (SELECT 1 FROM tenant_contract n"
           " WHERE n.tenant_id = c.tenant_id AND n.position > c.position)"));
  add(part("sla", "p.tenant_id", "FROM sla_policy p WHERE p.version > 0"));
  add(part("coverage", "a.tenant_id",
           "FROM assignment a JOIN assignment b ON b.tenant_id = a.tenant_id AND b.role = 'secondary' AND b.valid_from <= cast($2 AS BIGINT)"
           " AND (b.valid_until IS NULL OR b.valid_until > cast($2 AS BIGINT)) WHERE a.role = 'primary'"
           " AND a.valid_from <= cast($2 AS BIGINT) AND (a.valid_until IS NULL OR a.valid_until > cast($2 AS BIGINT))"));
  add(part("users", "m.tenant_id", "FROM membership m WHERE m.role = 'admin'"));
  add(part("scan-scope", "s.tenant_id", "FROM scan_scope s WHERE s.excluded = 0 AND s.until_at > cast($2 AS BIGINT)"));
  add(part("scan-schedule", "t.tenant_id",
           "FROM tenant t JOIN scan_schedule s ON s.target = t.slug OR s.target = 'all'"
           " WHERE s.enabled = 1 AND s.paused_at IS NULL AND s.removed_at IS NULL"));
  add(part("report-schedule", "t.tenant_id",
           "FROM tenant t JOIN report_schedule s ON s.target = t.slug OR s.target = 'all' WHERE s.paused = 0"));
  add(part("baseline-report", "r.tenant_id", "FROM report r WHERE r.type = 'baseline'"));
  add(part("maintenance-window", "w.tenant_id", "FROM patch_window w WHERE w.work = 'os_updates'"));
  add(part("devices-enrolled", "d.tenant_id",
           "FROM device d WHERE d.enrolled_at IS NOT NULL AND d.state NOT IN ('retired', 'merged') AND NOT EXISTS (SELECT 1 FROM device n"
           " WHERE n.tenant_id = d.tenant_id AND n.enrolled_at IS NULL AND n.state NOT IN ('retired', 'merged'))"));
  add(device_part("device-details", "d.hostname <> '' AND d.person <> '' AND d.os <> '' AND d.location <> ''"));
  add(device_part("device-enrolled", "d.enrolled_at IS NOT NULL"));
  add(device_part("device-verified", "d.verified_at IS NOT NULL"));
  add(device_part("device-inventory",
                  "EXISTS (SELECT 1 FROM device_fact f WHERE f.tenant_id = d.tenant_id AND f.device_id = d.device_id)"));
  add(device_part("device-group", "d.group_id IS NOT NULL"));
  return sql;
}

}  // namespace

FactsOf facts(db::Connection& store, const std::optional<std::int64_t>& tenant_id, Instant now) {
  static const std::string sql = statement();
  FactsOf all;
  for (const db::Row& row : store.run(sql, {db::or_null(tenant_id), epoch(now)})) {
    all[{row.integer(0), row.text(1)}].insert(row.text(2));
  }
  return all;
}

}  // namespace mssp::onboard
