#include "report/schedule.hpp"

#include "schedule/recurrence.hpp"

namespace mssp::report {
namespace {

schedule::Rule rule_of(const Schedule& schedule, const Zone& zone) {
  return {.frequency = schedule.months == 1 ? schedule::Frequency::monthly : schedule::Frequency::quarterly,
          .time = schedule.time, .zone = zone, .day_of_month = schedule.day};
}

render::Array texts(const std::vector<std::string>& items) { return {items.begin(), items.end()}; }

}  // namespace

Instant Schedule::previous_due(const Zone& zone, Instant now) const {
  const schedule::Rule rule = rule_of(*this, zone);
  // Twice as far back is before the occurrence sought, whatever the lengths of the months between.
  Instant due = schedule::next_after(rule, now - months * std::chrono::days{62});
  for (Instant next = schedule::next_after(rule, due); next <= now; next = schedule::next_after(rule, due)) due = next;
  return due;
}

std::optional<Instant> Schedule::latest_due(const Zone& zone, Instant now) const {
  const Instant due = previous_due(zone, now);
  return due < created_at ? std::nullopt : std::optional(due);
}

Instant Schedule::next_due(const Zone& zone, Instant now) const { return schedule::next_after(rule_of(*this, zone), now); }

Span Schedule::span_reported(Instant due_at, const Zone& zone) const {
  return span_with(plus_months(month_of(due_at, zone), -1), months);
}

render::Object describe(const Schedule& schedule) {
  return {{{"tenant", schedule.target},
           {"template", schedule.type_template},
           {"frequency", schedule.frequency()},
           {"day", schedule.day},
           {"time", text(schedule.time)},
           {"formats", texts(schedule.formats)},
           {"email", texts(schedule.recipients)},
           {"roles", texts(schedule.roles)},
           {"paused", schedule.paused}}};
}

}  // namespace mssp::report
