#include "device/fact_store.hpp"

namespace mssp::device {

std::int64_t merge_facts(db::Connection& store, const tenant::Tenant& tenant, const std::string& source) {
  const std::string newest =
      "(SELECT device_id, name, item, value, observed_at FROM (SELECT device_id, name, item, value, observed_at,"
      " row_number() OVER (PARTITION BY device_id, name, item ORDER BY observed_at DESC, seq DESC) AS place"
      " FROM staged_fact) AS ranked WHERE place = 1) AS s";
  const std::string last_word = "coalesce(device_fact.gone_at, device_fact.observed_at)";
  const std::string later = "excluded.observed_at > " + last_word;
  const std::string other = "excluded.observed_at >= " + last_word;
  const std::int64_t changed =
      store
          .run("SELECT count(*) FROM " + newest + " WHERE NOT EXISTS (SELECT 1 FROM device_fact f WHERE f.tenant_id = $1"
               " AND f.device_id = s.device_id AND f.name = s.name AND f.item = s.item AND f.source = $2"
               " AND (coalesce(f.gone_at, f.observed_at) > s.observed_at OR (f.value = s.value AND f.gone_at IS NULL)))",
               {tenant.id, source})
          .front()
          .integer(0);
  store.run(
      "INSERT INTO device_fact (tenant_id, device_id, name, item, source, value, first_seen, since, observed_at)"
      " SELECT cast($1 AS BIGINT), s.device_id, s.name, s.item, cast($2 AS TEXT), s.value, s.observed_at, s.observed_at,"
      " s.observed_at FROM " + newest +
          " WHERE true ON CONFLICT (tenant_id, device_id, name, item, source) DO UPDATE SET"
          " first_seen = CASE WHEN device_fact.gone_at IS NOT NULL AND " + later +
          " THEN excluded.observed_at ELSE device_fact.first_seen END,"
          " since = CASE WHEN " + other + " AND (excluded.value <> device_fact.value OR device_fact.gone_at IS NOT NULL)"
          " THEN excluded.observed_at ELSE device_fact.since END,"
          " value = CASE WHEN " + other + " THEN excluded.value ELSE device_fact.value END,"
          " gone_at = CASE WHEN " + other + " THEN NULL ELSE device_fact.gone_at END,"
          " observed_at = CASE WHEN " + other + " THEN excluded.observed_at ELSE device_fact.observed_at END",
      {tenant.id, source});
  return changed;
}

std::int64_t take_removed_away(db::Connection& store, const tenant::Tenant& tenant, const std::string& source) {
  return static_cast<std::int64_t>(
      store
          .run("UPDATE device_fact SET gone_at = r.removed_at FROM (SELECT device_id, name, item, value, max(observed_at) AS removed_at"
               " FROM staged_removal GROUP BY device_id, name, item, value) AS r WHERE device_fact.tenant_id = $1"
               " AND device_fact.source = $2 AND device_fact.device_id = r.device_id AND device_fact.name = r.name"
               " AND device_fact.item = r.item AND device_fact.value = r.value AND device_fact.gone_at IS NULL"
               " AND r.removed_at > device_fact.observed_at RETURNING 1",
               {tenant.id, source})
          .size());
}

std::int64_t take_unlisted_away(db::Connection& store, const tenant::Tenant& tenant, const std::string& source) {
  return static_cast<std::int64_t>(
      store
          .run("UPDATE device_fact SET gone_at = (SELECT max(c.observed_at) FROM staged_complete c"
               " WHERE c.device_id = device_fact.device_id AND c.name = device_fact.name)"
               " WHERE tenant_id = $1 AND source = $2 AND gone_at IS NULL AND EXISTS (SELECT 1 FROM staged_complete c"
               " WHERE c.device_id = device_fact.device_id AND c.name = device_fact.name"
               " AND c.observed_at > device_fact.observed_at) RETURNING 1",
               {tenant.id, source})
          .size());
}

}  // namespace mssp::device
