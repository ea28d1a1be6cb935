#include "workload/situation.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "render/json.hpp"
#include "staff/staff_store.hpp"
#include "workload/workload_store.hpp"

namespace mssp::workload {
namespace {

using Indices = std::map<std::string, std::size_t>;

void add_people(db::Connection& store, Instant now, Situation& situation, Indices& people) {
  std::map<std::string, std::vector<staff::Absence>> away;
  for (staff::Absence& absence : staff::absences(store, now)) away[absence.analyst].push_back(std::move(absence));
  for (const staff::Analyst& analyst : staff::list(store)) {
    people.emplace(analyst.handle, situation.people.size());
    situation.people.push_back({analyst.handle, staff::available(analyst.capacity, away[analyst.handle], now)});
  }
}

void add_duty(Staffing& staffing, std::size_t tenant, std::int64_t weight, staff::Assignment assignment,
              std::optional<std::size_t> person) {
  staffing.situation.duties.push_back({tenant, assignment.role, weight, person});
  staffing.assignments.push_back(std::move(assignment));
}

}  // namespace

Staffing staffing(db::Connection& store, const config::Workload& weights, Instant now) {
  Staffing result;
  Situation& situation = result.situation;
  Indices people;
  add_people(store, now, situation, people);
  std::map<std::string, std::vector<staff::Assignment>> lasting;
  for (staff::Assignment& each : staff::lasting(store)) lasting[each.tenant].push_back(std::move(each));
  Indices tenants;
  for (const Measured& measured : measure(store, now)) {
    const std::size_t tenant = situation.tenants.size();
    tenants.emplace(measured.tenant, tenant);
    situation.tenants.push_back(measured.tenant);
    const std::int64_t work = load(measured, weights);
    auto& assigned = lasting[measured.tenant];
    for (const staff::Role role : {staff::Role::primary, staff::Role::secondary}) {
      const bool filled = std::any_of(assigned.begin(), assigned.end(), [&](const auto& each) { return each.role == role; });
      const bool wanted = measured.active && (role == staff::Role::primary || situation.people.size() >= 2);
      if (filled || !wanted) continue;
      staff::Assignment missing;
      missing.tenant = measured.tenant;
      missing.role = role;
      add_duty(result, tenant, share(work, role, weights), std::move(missing), std::nullopt);
    }
    for (staff::Assignment& each : assigned) {
      const std::size_t person = people.at(each.analyst);
      add_duty(result, tenant, share(work, each.role, weights), std::move(each), person);
    }
  }
  for (const auto& [tenant, handle] : staff::conflicts(store)) {
    if (const auto found = tenants.find(tenant); found != tenants.end()) {
      situation.conflicts.emplace(found->second, people.at(handle));
    }
  }
  return result;
}

void require_people(const Staffing& staffing) {
  const auto& people = staffing.situation.people;
  const std::size_t count = staffing.situation.tenants.size();
  const std::string tenants = counted(count, "tenant");
  if (people.empty()) {
    throw Error(Code::conflict, "there is nobody to look after " + tenants,
                "add an analyst: synos-mssp staff add --analyst john.doe");
  }
  if (std::none_of(people.begin(), people.end(), [](const Person& person) { return person.capacity > 0; })) {
    throw Error(Code::conflict, "every analyst is away for the coming week: nobody can look after " + tenants,
                "add one with 'synos-mssp staff add'");
  }
}

void require_primaries(const Staffing& staffing, const Plan& plan) {
  for (const std::size_t duty : plan.open) {
    if (staffing.situation.duties[duty].role != staff::Role::primary) continue;
    throw Error(Code::conflict,
                "nobody can be primary of tenant '" + staffing.assignments[duty].tenant +
                    "': every analyst is away or has a conflict of interest",
                "add one with 'synos-mssp staff add'");
  }
}

std::vector<audit::Change> carry_out(db::Connection& store, const Staffing& staffing, const Plan& plan, Instant now) {
  std::vector<staff::Assignment> ended;
  std::vector<staff::Assignment> begun;
  std::vector<audit::Change> changes;
  for (const Move& move : plan.moves) {
    const staff::Assignment& old = staffing.assignments[move.duty];
    audit::Change change{old.tenant, "assignment " + old.tenant + " " + std::string(name(old.role)), "", ""};
    if (move.from) {
      ended.push_back(old);
      change.before = render::json_line(describe(old));
    }
    if (move.to) {
      staff::Assignment next;
      next.tenant = old.tenant;
      next.analyst = staffing.situation.people[*move.to].handle;
      next.role = old.role;
      next.from = now;
      change.after = render::json_line(describe(next));
      begun.push_back(std::move(next));
    }
    changes.push_back(std::move(change));
  }
  staff::reassign(store, ended, begun, now);
  return changes;
}

}  // namespace mssp::workload
