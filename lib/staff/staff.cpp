#include "staff/staff.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"

namespace mssp::staff {

std::vector<std::string> checked_skills(std::vector<std::string> given) {
  for (const std::string& skill : given) {
    if (!is_handle(skill)) {
      throw Error(Code::usage, "'" + printable(skill) + "' cannot be a skill",
                  "a skill is a word of lower-case letters, digits, '.', '_' and '-' such as forensics");
    }
  }
  std::sort(given.begin(), given.end());
  given.erase(std::unique(given.begin(), given.end()), given.end());
  return given;
}

std::string_view name(Role role) { return role == Role::primary ? "primary" : "secondary"; }

std::optional<Role> parse_role(std::string_view text) {
  for (const Role role : {Role::primary, Role::secondary}) {
    if (text == name(role)) return role;
  }
  return std::nullopt;
}

bool holds(const Assignment& assignment, Instant at) {
  return assignment.from <= at && (!assignment.until || *assignment.until > at);
}

namespace {

// Whether an open end comes later than, or as late as, another.
bool lasts_as_long(const std::optional<Instant>& one, const std::optional<Instant>& other) {
  return !one || (other && *one >= *other);
}

}  // namespace

Succession succession(const std::vector<Assignment>& known, const Assignment& wanted) {
  Succession result;
  result.begun.push_back(wanted);
  for (const Assignment& assignment : known) {
    const bool overlaps = (!assignment.until || *assignment.until > wanted.from) && (!wanted.until || assignment.from < *wanted.until);
    if (assignment.tenant != wanted.tenant || !overlaps) continue;
    const bool same_person = assignment.analyst == wanted.analyst;
    const bool same_role = assignment.role == wanted.role;
    if (same_person && same_role && assignment.from <= wanted.from && lasts_as_long(assignment.until, wanted.until)) return {};
    if (!same_person && !(same_role && wanted.role == Role::primary)) continue;
    Assignment ended = assignment;
    ended.until = std::max(assignment.from, wanted.from);
    result.ended.push_back(std::move(ended));
    if (wanted.until && lasts_as_long(assignment.until, wanted.until) && assignment.until != wanted.until) {
      Assignment rest = assignment;
      rest.id = 0;
      rest.from = *wanted.until;
      result.begun.push_back(std::move(rest));
    }
    if (!same_person) result.replaced = assignment.analyst;
  }
  return result;
}

Gaps gaps(const std::vector<std::string>& active_tenants, const std::vector<Assignment>& held) {
  std::set<std::string_view> led;
  std::set<std::string_view> backed;
  for (const Assignment& assignment : held) (assignment.role == Role::primary ? led : backed).insert(assignment.tenant);
  Gaps result;
  for (const std::string& tenant : active_tenants) {
    if (!led.contains(tenant)) result.without_primary.push_back(tenant);
    if (!backed.contains(tenant)) result.without_backup.push_back(tenant);
  }
  return result;
}

std::vector<std::string> notes(const Gaps& gaps) {
  std::vector<std::string> lines;
  if (!gaps.without_primary.empty()) lines.push_back("active without a primary: " + join(gaps.without_primary, ", "));
  if (!gaps.without_backup.empty()) lines.push_back("active without a backup: " + join(gaps.without_backup, ", "));
  return lines;
}

std::int64_t available(std::int64_t capacity, std::vector<Absence> absences, Instant now) {
  constexpr Seconds week{7 * 86'400};
  std::sort(absences.begin(), absences.end(), [](const Absence& a, const Absence& b) { return a.from < b.from; });
  Instant counted = now;  // absences may overlap
  Seconds away{0};
  for (const Absence& absence : absences) {
    const Instant from = std::max(absence.from, counted);
    const Instant to = std::min(absence.to, now + week);
    if (to <= from) continue;
    away += to - from;
    counted = to;
  }
  const std::int64_t left = capacity * (week - away).count() / week.count();
  return left < hour ? 0 : left;
}

render::Object describe(const Analyst& analyst) {
  render::Array skills(analyst.skills.begin(), analyst.skills.end());
  return {{{"analyst", analyst.handle},
           {"name", analyst.name.empty() ? render::Value() : render::Value(analyst.name)},
           {"capacity_hours", analyst.capacity / hour},
           {"skills", std::move(skills)}}};
}

render::Object describe(const Assignment& assignment) {
  return {{{"tenant", assignment.tenant},
           {"analyst", assignment.analyst},
           {"role", name(assignment.role)},
           {"from", assignment.from},
           {"until", assignment.until}}};
}

}  // namespace mssp::staff
