// The SQL of what findings were earlier: what changed between two scans, and a snapshot of every day.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "db/connection.hpp"
#include "finding/finding.hpp"
#include "scan/scan_store.hpp"
#include "tenant/tenant.hpp"

namespace mssp::finding {

// A finding that one of two scans saw.
struct Difference {
  bool appeared = false;  // seen by the later one only; otherwise by the earlier one only
  std::string handle;
  Identity identity;
  std::string title;
  Severity severity = Severity::info;
  State state = State::open;  // now
};
// By appeared first, severity, asset, port and rule. Both are scans of the tenant by one scanner.
std::vector<Difference> differences(db::Connection& store, const tenant::Tenant& tenant, const scan::Scan& from,
                                    const scan::Scan& to);

// What one day's snapshot counts of a tenant; ages are calendar lengths since a finding was first seen.
struct DayCount {
  std::string day;  // YYYY-MM-DD
  Severity severity = Severity::info;
  std::string age;  // "week", "month", "quarter", "older"
  std::int64_t open = 0;
  std::int64_t overdue = 0;
};

// Takes the snapshot of these tenants, each on its own day (in the order of `tenants`), in place of one taken before on
// that day. A day with nothing open is kept as zeros. Four statements, however many tenants there are.
void take_snapshot(db::Connection& store, const std::vector<tenant::Tenant>& tenants, const std::vector<std::string>& days,
                   Instant now);

// The snapshots of a tenant from `first_day` on, by day.
std::vector<DayCount> snapshots(db::Connection& store, const tenant::Tenant& tenant, const std::string& first_day);

// Acceptances that have expired become open again; their tenants and handles.
struct Reopened {
  std::string tenant;  // slug
  std::string handle;
};
std::vector<Reopened> reopen_expired(db::Connection& store, Instant now);

// Acceptances that end before `until` and were not warned of yet; marks them as warned of.
struct Expiring {
  std::string tenant;
  std::string handle;
  std::string owner;
  Instant expires_at;
};
std::vector<Expiring> warn_of_expiry(db::Connection& store, Instant now, Instant until);

}  // namespace mssp::finding
