#include "workload/situation.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "render/json.hpp"
#include "staff/staff_store.hpp"
#include "workload/explain.hpp"
#include "workload/workload_store.hpp"

namespace mssp::workload {
namespace {

using Indices = std::map<std::string, std::size_t>;

void add_people(db::Connection& store, Instant now, Situation& situation, Indices& people) {
  std::map<std::string, std::vector<staff::Absence>> away;
  for (staff::Absence& absence : staff::absences(store, now)) away[absence.analyst].push_back(std::move(absence));
  for (const staff::Analyst& analyst : staff::list(store)) {
    people.emplace(analyst.handle, situation.people.size());
    const auto& absent = away[analyst.handle];
    Person person{analyst.handle, staff::available(analyst.capacity, absent, now), analyst.skills};
    // The last of the absences that together cover the week.
    for (const staff::Absence& absence : absent) {
      if (person.capacity == 0 && absence.from <= now + Seconds{7 * 86'400}) person.back = rfc3339(absence.to);
    }
    situation.people.push_back(std::move(person));
  }
}

void add_duty(Staffing& staffing, std::size_t tenant, std::int64_t weight, staff::Assignment assignment,
              std::optional<std::size_t> person) {
  staffing.situation.duties.push_back({tenant, assignment.role, weight, person});
  staffing.assignments.push_back(std::move(assignment));
}

}  // namespace

Staffing staffing(db::Connection& store, const config::Workload& weights, Instant now, const Assumed& assumed) {
  Staffing result;
  Situation& situation = result.situation;
  Indices people;
  add_people(store, now, situation, people);
  for (Person& person : situation.people) {
    if (!assumed.absent.contains(person.handle)) continue;
    person.capacity = 0;
    person.back = assumed.back;
  }
  std::map<std::string, std::vector<staff::Assignment>> held;
  for (staff::Assignment& each : staff::holding(store, now)) held[each.tenant].push_back(std::move(each));
  const auto required = staff::required_skills(store, weights.skills);
  Indices tenants;
  std::vector<Measured> all = measure(store, now);
  all.insert(all.end(), assumed.tenants.begin(), assumed.tenants.end());
  for (const Measured& measured : all) {
    const std::size_t tenant = situation.tenants.size();
    tenants.emplace(measured.tenant, tenant);
    situation.tenants.push_back(measured.tenant);
    const std::int64_t work = load(measured, weights);
    if (const auto found = required.find(measured.tenant); found != required.end()) {
      situation.required[tenant] = found->second;
    } else if (const auto tier = weights.skills.find(measured.tier); tier != weights.skills.end() && !tier->second.empty()) {
      situation.required[tenant] = tier->second;  // of a tenant that is only assumed
    }
    auto& assigned = held[measured.tenant];
    for (const staff::Role role : {staff::Role::primary, staff::Role::secondary}) {
      bool filled = false;
      for (staff::Assignment& each : assigned) {
        if (each.role != role) continue;
        filled = true;
        const std::size_t person = people.at(each.analyst);
        add_duty(result, tenant, share(work, role, weights), std::move(each), person);
      }
      const bool wanted = measured.active && (role == staff::Role::primary || situation.people.size() >= 2);
      if (filled || !wanted) continue;
      staff::Assignment missing;
      missing.tenant = measured.tenant;
      missing.role = role;
      add_duty(result, tenant, share(work, role, weights), std::move(missing), std::nullopt);
    }
  }
  for (const auto& [tenant, handle] : staff::conflicts(store)) {
    if (const auto found = tenants.find(tenant); found != tenants.end()) {
      situation.conflicts.emplace(found->second, people.at(handle));
    }
  }
  return result;
}

std::optional<std::size_t> primary_after(const Staffing& staffing, const Plan& plan, std::size_t tenant) {
  std::optional<std::size_t> leads;
  const auto& duties = staffing.situation.duties;
  const auto asked = [&](std::size_t duty) { return duties[duty].tenant == tenant && duties[duty].role == staff::Role::primary; };
  for (std::size_t duty = 0; duty < duties.size(); ++duty) {
    if (asked(duty)) leads = duties[duty].person;
  }
  for (const Move& move : plan.moves) {
    if (asked(move.duty)) leads = move.to;
  }
  return leads;
}

std::vector<std::string> shortcomings(const Staffing& staffing, const Plan& plan) {
  std::vector<std::string> lines;
  for (const std::size_t duty : plan.open) {
    const Duty& open = staffing.situation.duties[duty];
    const bool backup = open.role == staff::Role::secondary;
    lines.push_back("nobody is left to be " + std::string(backup ? "backup: " : "primary: ") +
                    explain(staffing.situation, open.tenant,
                            backup ? primary_after(staffing, plan, open.tenant) : std::nullopt));
  }
  return lines;
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
                "nobody can be primary: " + explain(staffing.situation, staffing.situation.duties[duty].tenant, std::nullopt),
                "'synos-mssp staff add' adds an analyst, 'staff set --skills' notes what one can do");
  }
}

std::vector<audit::Change> carry_out(db::Connection& store, const Staffing& staffing, const Plan& plan, Instant now) {
  std::map<std::string, std::vector<staff::Assignment>> later;  // of each tenant: what begins after now
  for (staff::Assignment& each : staff::not_over(store, now)) {
    if (each.from > now) later[each.tenant].push_back(std::move(each));
  }
  std::vector<staff::Assignment> ended;
  std::vector<staff::Assignment> begun;
  std::vector<audit::Change> changes;
  for (const Move& move : plan.moves) {
    const staff::Assignment& old = staffing.assignments[move.duty];
    audit::Change change{old.tenant, "assignment " + old.tenant + " " + std::string(name(old.role)), "", ""};
    if (move.from) {
      ended.push_back(old);
      ended.back().until = now;
      change.before = render::json_line(describe(old));
    }
    if (move.to) {
      staff::Assignment next;
      next.tenant = old.tenant;
      next.analyst = staffing.situation.people[*move.to].handle;
      next.role = old.role;
      next.from = now;
      next.until = old.until;
      // What somebody planned for later stays planned.
      for (const staff::Assignment& each : later[old.tenant]) {
        const bool clashes = each.analyst == next.analyst || (each.role == next.role && each.role == staff::Role::primary);
        if (clashes && (!next.until || each.from < *next.until)) next.until = each.from;
      }
      change.after = render::json_line(describe(next));
      begun.push_back(std::move(next));
    }
    changes.push_back(std::move(change));
  }
  staff::reassign(store, ended, begun);
  return changes;
}

}  // namespace mssp::workload
