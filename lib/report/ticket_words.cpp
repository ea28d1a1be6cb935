#include "report/ticket_words.hpp"

#include <algorithm>

#include "ticket/ticket.hpp"

namespace mssp::report {

const sla::Clock* clock_of(const TicketLine& ticket, sla::ClockKind kind) {
  const auto found = std::find_if(ticket.clocks.rbegin(), ticket.clocks.rend(), [&](const sla::Clock& clock) { return clock.kind == kind; });
  return found == ticket.clocks.rend() ? nullptr : &*found;
}

std::string over_by(const sla::Clock& clock) {
  const Seconds over = std::max(clock.used - clock.target, Seconds{0});
  // Minutes mean nothing beside weeks.
  return over < std::chrono::hours{100} ? duration_text(over) : duration_text(std::chrono::floor<std::chrono::hours>(over));
}

Cell verdict(const sla::Clock* clock) {
  if (clock == nullptr) return {"n/a"};
  switch (clock->state) {
    case sla::ClockState::met:
      return {"met", Tone::good};
    case sla::ClockState::missed:
      return {"missed by " + over_by(*clock), Tone::bad};
    case sla::ClockState::open_breached:
      return {"open, over by " + over_by(*clock), Tone::bad};
    case sla::ClockState::at_risk:
      return {"open, at risk", Tone::warn};
    case sla::ClockState::voided:
      return {"excluded", Tone::unknown};
    case sla::ClockState::open:
      break;
  }
  return {clock->paused ? "open, paused" : "open"};
}

std::string time_or(const std::optional<Instant>& at, const Zone& zone, const std::string& otherwise) {
  return at ? local_text(*at, zone) : otherwise;
}

// Whole minutes once it is more than one: seconds would only be read as precision.
std::string span_text(const std::optional<Seconds>& time) {
  if (!time) return "n/a";
  return duration_text(*time < Seconds{60} ? *time : std::chrono::floor<std::chrono::minutes>(*time));
}

std::string ticket_handle(std::int64_t number) { return ticket::handle(number); }

Section exceptions(const Figures& figures) {
  Table table{{{"Ticket", 7}, {"Subject", 20}, {"Clock", 10}, {"What", 12}, {"Reason", 26}, {"Approved by", 14}}, {}};
  for (const ticket::Breach& breach : figures.breaches) {
    const bool out = breach.clock.state == sla::ClockState::voided;
    if (!out && !breach.excused) continue;
    table.rows.push_back({{ticket_handle(breach.number)}, {breach.subject}, {std::string(sla::name(breach.clock.kind))},
                          out ? Cell{"excluded", Tone::unknown} : Cell{"missed, excused", Tone::bad}, known(breach.reason, "none given"),
                          known(breach.approver, out ? "nobody" : "—")});
  }
  return section("exceptions", "Excluded and excused", {table_or(std::move(table), "No clock was left out of the figures, and no breach was excused.")});
}

bool decided_in(const sla::Clock& clock, const Period& period) {
  return clock.decided_at && *clock.decided_at >= period.from && *clock.decided_at < period.to;
}

}  // namespace mssp::report
