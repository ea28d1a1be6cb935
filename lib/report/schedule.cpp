#include "report/schedule.hpp"

#include "schedule/recurrence.hpp"

namespace mssp::report {
namespace {

schedule::Rule rule_of(const Schedule& schedule, const Zone& zone) {
  return {.frequency = schedule::Frequency::monthly, .time = schedule.time, .zone = zone, .day_of_month = schedule.day};
}

render::Array texts(const std::vector<std::string>& items) { return {items.begin(), items.end()}; }

}  // namespace

std::optional<Instant> Schedule::latest_due(const Zone& zone, Instant now) const {
  const schedule::Rule rule = rule_of(*this, zone);
  // Two months back is before the occurrence sought, whatever the lengths of the months between.
  Instant due = schedule::next_after(rule, now - std::chrono::days{62});
  for (Instant next = schedule::next_after(rule, due); next <= now; next = schedule::next_after(rule, due)) due = next;
  if (due > now || due < created_at) return std::nullopt;
  return due;
}

Instant Schedule::next_due(const Zone& zone, Instant now) const { return schedule::next_after(rule_of(*this, zone), now); }

Month Schedule::month_reported(Instant due_at, const Zone& zone) { return plus_months(month_of(due_at, zone), -1); }

render::Object describe(const Schedule& schedule) {
  return {{{"tenant", schedule.target},
           {"template", schedule.type_template},
           {"frequency", "monthly"},
           {"day", schedule.day},
           {"time", text(schedule.time)},
           {"formats", texts(schedule.formats)},
           {"email", texts(schedule.recipients)}}};
}

}  // namespace mssp::report
