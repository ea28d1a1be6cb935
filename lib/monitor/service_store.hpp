// The SQL of services and of what checks found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "monitor/service.hpp"
#include "tenant/tenant.hpp"

namespace mssp::monitor {

// Error{conflict} when the tenant has or had a service of that name: its history stays its own.
void insert(db::Connection& store, const Service& service);

// Those not removed, of one tenant or of all, by tenant and name.
std::vector<Service> list(db::Connection& store, const std::optional<std::string>& tenant);

// Error{not_found} with the nearest name when the tenant has none of that name that is not removed.
Service get(db::Connection& store, const tenant::Tenant& tenant, const std::string& name);

void remove(db::Connection& store, const Service& service, Instant now);

// Takes the services of active tenants that are due and that no other run has taken, in one statement after the number
// of the claim is drawn; to be called in a transaction. A claim runs out after `patience`.
struct Claim {
  std::int64_t number = 0;
  std::vector<Service> services;
};
Claim claim_due(db::Connection& store, Instant now, Seconds patience);

// The last change of each service of a claim, in the order of its services.
std::vector<std::optional<Change>> last_changes(db::Connection& store, const Claim& claim);

struct Found {
  std::int64_t tenant_id = 0;
  std::int64_t service_id = 0;
  Change change;
};
// Keeps what the checks of a claim found and gives the services free. Two statements. A claim that ran out and was
// taken by another run changes nothing of its services.
void record(db::Connection& store, const Claim& claim, const std::vector<Found>& found, Instant at);

// Everything known of the services of the tenants, those removed included, up to an instant; by tenant and name. Four
// statements, however many services there are.
std::vector<Knowledge> knowledge(db::Connection& store, const std::vector<tenant::Tenant>& tenants, Instant up_to);

}  // namespace mssp::monitor
