// The SQL of findings as people see them: listed, shown, decided on. What an import does is in import_store.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "db/connection.hpp"
#include "finding/finding.hpp"

namespace mssp::finding {

struct Finding {
  std::string tenant;  // slug
  std::string handle;  // "F-0123456789abcdef"
  Identity identity;
  std::string hostname;  // of the asset, may be empty
  std::string title;
  std::string detail;
  Severity severity = Severity::info;
  std::optional<Severity> scanner_severity;
  std::optional<Cvss> cvss;
  std::vector<std::string> cves;
  State state = State::open;  // as of the time asked for: an acceptance that has expired reads as open
  Instant first_seen;
  Instant last_seen;
  std::optional<Instant> due_at;
  std::optional<Instant> fixed_at;
  std::int64_t reopened = 0;
  std::string owner;
  std::string reason;
  std::optional<Instant> expires_at;
  std::string proof;    // what an acceptance rests on, may be empty
  std::string verdict;  // "met" or "missed" once it is fixed; empty before, and without a deadline
};

struct Filter {
  std::string tenant;  // slug or 'all', known to exist
  std::optional<Severity> severity;
  std::optional<State> state;
};
// Worst first, then by due time, asset and port.
std::vector<Finding> list(db::Connection& store, const Filter& filter, Instant now);

// Error{not_found} when no finding has that handle.
Finding get(db::Connection& store, const std::string& handle, Instant now);

// Those with these handles, in their order, in a fixed number of statements. Error{not_found} names the first that is
// none.
std::vector<Finding> get_all(db::Connection& store, const std::vector<std::string>& handles, Instant now);

// Keeps what a person decided: state, due_at, fixed_at, reopened, owner, reason, expires_at, proof and verdict.
void update_decisions(db::Connection& store, const std::vector<Finding>& findings);

}  // namespace mssp::finding
