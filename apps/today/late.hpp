// What a morning asks for that follows from calendars and recurrences: clocks, scans and reports that are late, coverage.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "context.hpp"
#include "staff/coverage.hpp"
#include "tenant/tenant_store.hpp"
#include "today/today.hpp"

namespace mssp::today {

// Whom it is about. `tenants` are active, or the one that was named.
struct View {
  std::vector<tenant::Tenant> tenants;
  std::optional<std::int64_t> only;  // the one named
  staff::Roster roster;
  Instant at;
};

// Clocks that are overdue, and those that run and have at most four open hours left.
std::vector<Item> clocks(Context& context, const View& view);
// Scans that no runner has taken in time, and runs that wait for somebody to acknowledge them.
std::vector<Item> scans(Context& context, const View& view);
std::vector<Item> reports(Context& context, const View& view);   // that no runner has made in time
// Devices that missed a window and have at most 12 hours left to catch up.
std::vector<Item> devices(Context& context, const View& view);
std::vector<Item> coverage(const View& view);                    // tenants nobody looks after, or soon

// The primaries at the time, by tenant.
std::map<std::string, std::string> primaries(const View& view);

}  // namespace mssp::today
