// The SQL of contracts.
#pragma once

#include <optional>
#include <string>

#include "db/connection.hpp"
#include "tenant/contract.hpp"
#include "tenant/tenant.hpp"

namespace mssp::tenant {

std::optional<Contract> contract_of(db::Connection& store, const Tenant& tenant);  // the latest that was recorded

// Appends: earlier ones stay. To be called in a transaction.
void record(db::Connection& store, const Tenant& tenant, const Contract& contract, const std::string& login, Instant now);

}  // namespace mssp::tenant
