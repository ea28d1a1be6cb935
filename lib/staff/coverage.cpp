#include "staff/coverage.hpp"

#include <algorithm>

namespace mssp::staff {
namespace {

// Who of a tenant's people is what, and why somebody does not count.
class Team {
 public:
  Team(std::string tenant, std::vector<const Assignment*> assignments, const Roster& roster,
       const std::map<std::string, std::vector<Absence>>& away)
      : tenant_(std::move(tenant)), assignments_(std::move(assignments)), roster_(roster), away_(away) {}

  Coverage at(Instant instant) const {
    Coverage result;
    result.tenant = tenant_;
    bool led = false;
    bool backed = false;
    for (const Assignment* assignment : assignments_) {
      if (!holds(*assignment, instant)) continue;
      const bool leads = assignment->role == Role::primary;
      (leads ? result.primary : result.backups).push_back(assignment->analyst);
      const std::string hindrance = hindered(assignment->analyst, instant);
      if (hindrance.empty()) {
        (leads ? led : backed) = true;
      } else {
        result.problems.push_back((leads ? "primary " : "backup ") + assignment->analyst + hindrance);
      }
    }
    if (result.primary.empty()) result.problems.insert(result.problems.begin(), "no primary");
    if (result.backups.empty()) result.problems.emplace_back("no backup");
    // A backup who is missing does no harm beside one who is there.
    if (led && backed) result.problems.clear();
    return result;
  }

  // When anything about the people changes, after an instant and up to another.
  std::set<Instant> changes(Instant after, Instant until) const {
    std::set<Instant> all;
    const auto add = [&](Instant at) {
      if (at > after && at <= until) all.insert(at);
    };
    for (const Assignment* assignment : assignments_) {
      add(assignment->from);
      if (assignment->until) add(*assignment->until);
      const auto found = away_.find(assignment->analyst);
      if (found == away_.end()) continue;
      for (const Absence& absence : found->second) add(absence.from);
    }
    return all;
  }

 private:
  // Empty when the analyst counts.
  std::string hindered(const std::string& analyst, Instant instant) const {
    if (roster_.conflicts.contains({tenant_, analyst})) return " has a conflict of interest";
    if (const auto required = roster_.required.find(tenant_); required != roster_.required.end()) {
      const auto has = roster_.skills.find(analyst);
      for (const std::string& skill : required->second) {
        if (has == roster_.skills.end() || !std::binary_search(has->second.begin(), has->second.end(), skill)) {
          return " lacks the skill " + skill;
        }
      }
    }
    const auto found = away_.find(analyst);
    if (found == away_.end()) return "";
    for (const Absence& absence : found->second) {
      if (absence.from <= instant && instant < absence.to) return " is away until " + rfc3339(absence.to);
    }
    return "";
  }

  std::string tenant_;
  std::vector<const Assignment*> assignments_;
  const Roster& roster_;
  const std::map<std::string, std::vector<Absence>>& away_;
};

}  // namespace

std::vector<Coverage> coverage(const std::vector<std::string>& tenants, const Roster& roster, Instant at) {
  std::map<std::string, std::vector<Absence>> away;
  for (const Absence& absence : roster.absences) away[absence.analyst].push_back(absence);
  std::map<std::string, std::vector<const Assignment*>> assigned;
  for (const Assignment& assignment : roster.assignments) assigned[assignment.tenant].push_back(&assignment);
  std::vector<Coverage> all;
  all.reserve(tenants.size());
  for (const std::string& tenant : tenants) {
    const Team team(tenant, assigned[tenant], roster, away);
    Coverage coverage = team.at(at);
    if (coverage.covered()) {
      for (const Instant change : team.changes(at, at + look_ahead)) {
        if (team.at(change).covered()) continue;
        coverage.breaks_at = change;
        break;
      }
    }
    all.push_back(std::move(coverage));
  }
  return all;
}

}  // namespace mssp::staff
