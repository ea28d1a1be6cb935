// The SQL of a morning: what stands in the store and needs no calendar or recurrence to be found.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "today/today.hpp"

namespace mssp::today {

// Mail that is stuck or failed, acceptances and contracts that end, services that nobody checks, reports that failed,
// feeds that are old. Of one tenant, or of everybody; feeds belong to the house and come only then. One statement each,
// however many tenants there are. Owners are left empty where the tenant's primary is meant.
std::vector<Item> noted(db::Connection& store, const std::optional<std::int64_t>& tenant_id, Instant now);

// Subject and analyst (empty: none) of the tickets that are open, or changed after `since`, by number.
struct TicketWords {
  std::string subject;
  std::string analyst;
};
std::map<std::int64_t, TicketWords> ticket_words(db::Connection& store, const std::optional<std::int64_t>& tenant_id, Instant since);

}  // namespace mssp::today
