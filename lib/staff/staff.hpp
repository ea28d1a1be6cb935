// Analysts of the provider, when they are away, and who looks after which tenant.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "render/value.hpp"

namespace mssp::staff {

// Capacities and loads are thousandths of an hour of work a week.
inline constexpr std::int64_t hour = 1'000;
inline constexpr std::int64_t default_capacity = 40 * hour;
inline constexpr std::int64_t most_hours = 168;

struct Analyst {
  std::int64_t id = 0;
  std::string handle;
  std::string name;  // may be empty
  std::int64_t capacity = default_capacity;
  std::vector<std::string> skills;  // sorted, each once
  Instant created_at;
};

// Sorted, each once. Error{usage} for a skill that is no handle, as "forensics" or "ms-sentinel".
std::vector<std::string> checked_skills(std::vector<std::string> given);

enum class Role { primary, secondary };
std::string_view name(Role role);
std::optional<Role> parse_role(std::string_view text);

struct Assignment {
  std::int64_t id = 0;
  std::string tenant;
  std::string analyst;
  Role role = Role::primary;
  Instant from;
  std::optional<Instant> until;  // not included; empty while it lasts
};

// Whether somebody holds the assignment at that time.
bool holds(const Assignment& assignment, Instant at);

// What has to end and begin so that the analyst has the role from `wanted.from` to `wanted.until`. At no time has a tenant
// two primaries, or an analyst two roles at one: whatever of `known` clashes gives way, but only for that time, and goes
// on after it. One that had not begun ends where it begins.
struct Succession {
  std::vector<Assignment> ended;  // with the time they end
  std::vector<Assignment> begun;  // the wanted one first; empty when all is so already
  std::string replaced;           // the handle of the former primary, if another
};
Succession succession(const std::vector<Assignment>& known, const Assignment& wanted);

// The coverage rule: every active tenant has a primary and at least one backup.
struct Gaps {
  std::vector<std::string> without_primary;
  std::vector<std::string> without_backup;
};
Gaps gaps(const std::vector<std::string>& active_tenants, const std::vector<Assignment>& held);
std::vector<std::string> notes(const Gaps& gaps);

// A time away, [from, to).
struct Absence {
  std::string analyst;
  Instant from;
  Instant to;
};

// The capacity of the coming seven days: without the share of them that the absences cover. Less than an hour is none.
std::int64_t available(std::int64_t capacity, std::vector<Absence> absences, Instant now);

render::Object describe(const Analyst& analyst);
render::Object describe(const Assignment& assignment);

}  // namespace mssp::staff
