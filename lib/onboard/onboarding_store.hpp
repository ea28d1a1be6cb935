// The SQL of checklists that were started, of their events, and of what the program can see by itself.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "db/connection.hpp"
#include "onboard/onboarding.hpp"
#include "tenant/tenant.hpp"

namespace mssp::onboard {

// Every checklist that was started, of one tenant or of all that are not archived or purged, by tenant, checklist and
// device. Three statements.
std::vector<Onboarding> list(db::Connection& store, const std::optional<std::int64_t>& tenant_id);

// Error{not_found} when it was not started, with the command that does it.
Onboarding get(db::Connection& store, const tenant::Tenant& tenant, const std::string& checklist, const std::string& device);
std::optional<Onboarding> find(db::Connection& store, const tenant::Tenant& tenant, const std::string& checklist, const std::string& device);

// Keeps it with its checklist as it is. Two statements.
void insert(db::Connection& store, const Onboarding& onboarding);

// Appends; the position of an event is that of the last one of its checklist and one.
void append(db::Connection& store, const Onboarding& onboarding, const Event& event);

// The facts of onboarding.yml that hold at `now`, by tenant id and device (empty: of the tenant). One statement.
using FactsOf = std::map<std::pair<std::int64_t, std::string>, Facts>;
FactsOf facts(db::Connection& store, const std::optional<std::int64_t>& tenant_id, Instant now);

// Error{conflict} naming the steps that are open when a checklist that gates the tenant is not finished.
void require_finished(db::Connection& store, const tenant::Tenant& tenant, Instant now);

}  // namespace mssp::onboard
