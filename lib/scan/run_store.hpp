// The SQL of runs: claiming occurrences, keeping their leases, and their history.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "db/connection.hpp"
#include "scan/run.hpp"
#include "tenant/tenant.hpp"

namespace mssp::scan {

// Inserts runs and gives each the next number of its tenant, in two statements. A run that is inserted as running is
// claimed: no other runner gets its occurrence. Error{busy} when another has it already.
void insert(db::Connection& store, std::vector<Run>& runs);

// The latest occurrence that has a row, by schedule and tenant.
using Occurred = std::map<std::pair<std::int64_t, std::int64_t>, Instant>;
Occurred last_occurred(db::Connection& store);

void renew(db::Connection& store, const Run& run, Instant until);

// Writes how a run ended: state, detail, finished_at, scan. False when it was acknowledged or ended meanwhile.
bool finish(db::Connection& store, const Run& run);

// Gives up every run whose lease is over by `now`, or whose holder `gone` knows to have died. Gives those given up.
std::vector<Run> lose(db::Connection& store, Instant now, const std::function<bool(const std::string& holder)>& gone);

// Runs of a tenant that are under way: they will count as scans when they end.
std::int64_t running(db::Connection& store, const tenant::Tenant& tenant);

// Newest first. `slug_or_all` as tenant::named takes it, and known to exist; with `only_open` those that are open().
std::vector<Run> history(db::Connection& store, const std::string& slug_or_all, bool only_open, std::int64_t most);

// Acknowledges open runs: those of these numbers, or all when none is given. Gives the numbers acknowledged.
std::vector<std::int64_t> acknowledge(db::Connection& store, const tenant::Tenant& tenant, const std::vector<std::int64_t>& numbers,
                                      const std::string& who, Instant now);

// When scans were imported since then, by tenant.
std::multimap<std::int64_t, Instant> imports_since(db::Connection& store, Instant since);

}  // namespace mssp::scan
