// The coverage rule: every active tenant has exactly one primary and at least one backup, who are there and may do it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "staff/staff.hpp"

namespace mssp::staff {

// What the rule is checked against.
struct Roster {
  std::vector<Assignment> assignments;  // those that are not over, by tenant
  std::vector<Absence> absences;
  std::set<std::pair<std::string, std::string>> conflicts;      // tenant, analyst
  std::map<std::string, std::vector<std::string>> skills;       // by analyst, sorted
  std::map<std::string, std::vector<std::string>> required;     // by tenant
};

struct Coverage {
  std::string tenant;
  std::vector<std::string> primary;  // who hold the role, whether they can or not
  std::vector<std::string> backups;
  std::vector<std::string> problems;  // why the rule is broken; "primary john.doe is away until 2025-10-06T00:00:00Z"
  std::optional<Instant> breaks_at;   // when it will be, within the time looked ahead
  bool covered() const { return problems.empty(); }
};

// How far ahead a coming leave or the end of an assignment is told of.
inline constexpr Seconds look_ahead{7 * 86'400};

// One for each of the tenants, in their order.
std::vector<Coverage> coverage(const std::vector<std::string>& tenants, const Roster& roster, Instant at);

}  // namespace mssp::staff
