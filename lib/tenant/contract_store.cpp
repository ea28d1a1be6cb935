#include "tenant/contract_store.hpp"

#include "db/instants.hpp"

namespace mssp::tenant {

std::optional<Contract> contract_of(db::Connection& store, const Tenant& tenant) {
  const db::Rows rows = store.run("SELECT reference, starts_at, ends_at FROM tenant_contract WHERE tenant_id = $1 ORDER BY position DESC LIMIT 1",
                                  {tenant.id});
  if (rows.empty()) return std::nullopt;
  return Contract{rows.front().text(0), db::instant_if(rows.front(), 1), instant(rows.front().integer(2))};
}

void record(db::Connection& store, const Tenant& tenant, const Contract& contract, const std::string& login, Instant now) {
  store.run("INSERT INTO tenant_contract (tenant_id, position, reference, starts_at, ends_at, recorded_at, recorded_by)"
            " SELECT cast($1 AS BIGINT), 1 + (SELECT count(*) FROM tenant_contract WHERE tenant_id = $1), cast($2 AS TEXT),"
            " cast($3 AS BIGINT), cast($4 AS BIGINT), cast($5 AS BIGINT), cast($6 AS TEXT)",
            {tenant.id, contract.reference, db::epoch_or_null(contract.starts), epoch(contract.ends),
             epoch(now), login});
}

}  // namespace mssp::tenant
