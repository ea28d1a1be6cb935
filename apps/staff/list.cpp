#include <map>

#include "base/text.hpp"
#include "context.hpp"
#include "render/table.hpp"
#include "staff/commands.hpp"
#include "staff/staff_store.hpp"
#include "workload/workload_store.hpp"

namespace mssp::staff {
namespace {

struct Work {
  render::Array primary;
  render::Array secondary;
  std::int64_t load = 0;
  std::int64_t available = 0;
};

// By handle, of all analysts, with a constant number of statements.
std::map<std::string, Work> work(Context& context, db::Connection& store, const std::vector<Analyst>& analysts,
                                 const std::vector<Assignment>& assignments) {
  const config::Workload weights = config::load_workload(context.folder());
  std::map<std::string, std::int64_t> loads;
  for (const workload::Measured& measured : workload::measure(store, context.now())) {
    loads[measured.tenant] = workload::load(measured, weights);
  }
  std::map<std::string, std::vector<Absence>> away;
  for (Absence& absence : absences(store, context.now())) away[absence.analyst].push_back(std::move(absence));
  std::map<std::string, Work> all;
  for (const Analyst& analyst : analysts) {
    all[analyst.handle].available = available(analyst.capacity, away[analyst.handle], context.now());
  }
  for (const Assignment& assignment : assignments) {
    Work& person = all[assignment.analyst];
    (assignment.role == Role::primary ? person.primary : person.secondary).emplace_back(assignment.tenant);
    person.load += workload::share(loads[assignment.tenant], assignment.role, weights);
  }
  return all;
}

// Loads are estimates: whole minutes are exact enough.
Seconds duration(std::int64_t load) { return Seconds{load * 60 / hour * 60}; }

render::Value utilisation(const Work& person) {
  if (person.available == 0) return nullptr;
  constexpr std::int64_t tenth = 100;  // thousandths of a percent
  return Percent{person.load * 1'000 / person.available * tenth};
}

struct None {};

None read_none(const cli::Arguments&) { return {}; }

render::Result run_list(Context& context, const None&) {
  db::Connection& store = context.store();
  const std::vector<Analyst> analysts = list(store);
  const std::vector<Assignment> assignments = holding(store, context.now());
  auto all = work(context, store, analysts, assignments);
  render::List answer{.columns = {{"analyst", "ANALYST"},
                                  {"name", "NAME"},
                                  {"capacity_hours", "HOURS", render::Align::right},
                                  {"primary", "PRIMARY"},
                                  {"secondary", "SECONDARY"},
                                  {"load_seconds", "LOAD", render::Align::right},
                                  {"utilisation_percent", "UTILISATION", render::Align::right},
                                  {"skills", ""}},
                      .rows = {},
                      .when_empty = "no analysts"};
  for (const Analyst& analyst : analysts) {
    Work& person = all[analyst.handle];
    answer.rows.push_back({analyst.handle, analyst.name.empty() ? render::Value() : render::Value(analyst.name),
                           analyst.capacity / hour, std::move(person.primary), std::move(person.secondary),
                           duration(person.load), utilisation(person),
                           render::Array(analyst.skills.begin(), analyst.skills.end())});
  }
  return {.answer = std::move(answer), .notes = notes(gaps(active_tenants(store), assignments))};
}

struct One {
  std::string analyst;
};

One read_one(const cli::Arguments& arguments) { return {*arguments.handle("analyst")}; }

render::Result run_show(Context& context, const One& options) {
  db::Connection& store = context.store();
  const Analyst analyst = get(store, options.analyst);
  const Work person = work(context, store, {analyst}, holding(store, context.now()))[analyst.handle];
  std::vector<std::string> lines{
      analyst.handle + (analyst.name.empty() ? "" : ", " + analyst.name) + ": " + std::to_string(analyst.capacity / hour) +
          " h a week, load " + render::cell(duration(person.load)) + ", utilisation " + render::cell(utilisation(person)),
      "skills: " + (analyst.skills.empty() ? "none noted" : join(analyst.skills, ", "))};
  render::Array past;
  for (const Assignment& assignment : history(store, analyst.handle)) {
    past.emplace_back(describe(assignment));
    lines.push_back(std::string(name(assignment.role)) + " of " + assignment.tenant + " from " + rfc3339(assignment.from) +
                    (assignment.until ? " until " + rfc3339(*assignment.until) : " on"));
  }
  render::Array away;
  for (const Absence& absence : absences(store, context.now(), analyst.handle)) {
    away.emplace_back(render::Object{{{"from", absence.from}, {"to", absence.to}}});
    lines.push_back("away from " + rfc3339(absence.from) + " until " + rfc3339(absence.to));
  }
  render::Array avoided;
  for (const auto& [tenant, handle] : conflicts(store)) {
    if (handle != analyst.handle) continue;
    avoided.emplace_back(tenant);
    lines.push_back("conflict of interest with " + tenant);
  }
  render::Object object = describe(analyst);
  object.members.push_back({"primary", person.primary});
  object.members.push_back({"secondary", person.secondary});
  object.members.push_back({"load_seconds", duration(person.load)});
  object.members.push_back({"utilisation_percent", utilisation(person)});
  object.members.push_back({"leave", std::move(away)});
  object.members.push_back({"conflicts", std::move(avoided)});
  object.members.push_back({"assignments", std::move(past)});
  return {.answer = render::Record{.object = std::move(object), .lines = std::move(lines)}};
}

}  // namespace

cli::Command list_command() {
  return {.path = "staff list",
          .summary = "show all analysts, whom they look after and how busy they are",
          .details = "The load counts the weights of staff.yml; utilisation is its share of the hours of the coming "
                     "seven days, less leave. A note names active customers without a primary or without a backup.",
          .examples = {"synos-mssp staff list", "synos-mssp staff list --format json"},
          .needs = {.store = true},
          .prepare = cli::steps(read_none, run_list)};
}

cli::Command show() {
  return {.path = "staff show",
          .summary = "show one analyst with leave, conflicts and all assignments there ever were",
          .examples = {"synos-mssp staff show --analyst john.doe"},
          .needs = {.store = true},
          .options = {analyst_option()},
          .prepare = cli::steps(read_one, run_show)};
}

}  // namespace mssp::staff
