#include "workload/plan_answer.hpp"

#include "base/parse.hpp"

namespace mssp::workload {
namespace {

render::Object object(const Measure& measure) {
  return {{{"max_utilisation", measure.max_utilisation}, {"spread", measure.spread}}};
}

}  // namespace

std::string percent(std::int64_t thousandths) { return text(Percent{thousandths * 100}) + " %"; }

render::Record answer(const Staffing& staffing, const Plan& plan, bool applied) {
  const auto handle = [&people = staffing.situation.people](const std::optional<std::size_t>& person) {
    return person ? render::Value(people[*person].handle) : render::Value();
  };
  const auto shown = [&people = staffing.situation.people](const std::optional<std::size_t>& person) {
    return person ? people[*person].handle : std::string("nobody");
  };
  render::Record record;
  render::Array moves;
  record.lines.push_back("highest utilisation " + percent(plan.before.max_utilisation) + " -> " +
                         percent(plan.after.max_utilisation) + ", spread " + percent(plan.before.spread) + " -> " +
                         percent(plan.after.spread) + ", at best " + percent(plan.lower_bound));
  for (const Move& move : plan.moves) {
    const staff::Assignment& old = staffing.assignments[move.duty];
    moves.emplace_back(render::Object{{{"tenant", old.tenant},
                                       {"role", name(old.role)},
                                       {"from", handle(move.from)},
                                       {"to", handle(move.to)},
                                       {"reason", move.reason}}});
    record.lines.push_back(old.tenant + " " + std::string(name(old.role)) + ": " + shown(move.from) + " -> " +
                           shown(move.to) + " (" + move.reason + ")");
  }
  record.object = {{{"applied", applied},
                    {"before", object(plan.before)},
                    {"after", object(plan.after)},
                    {"lower_bound", plan.lower_bound},
                    {"moves", std::move(moves)}}};
  return record;
}

}  // namespace mssp::workload
