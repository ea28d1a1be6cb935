#include "report/ticket_words.hpp"

#include <algorithm>

#include "ticket/ticket.hpp"

namespace mssp::report {

const sla::Clock* clock_of(const TicketLine& ticket, sla::ClockKind kind) {
  const auto found = std::find_if(ticket.clocks.rbegin(), ticket.clocks.rend(), [&](const sla::Clock& clock) { return clock.kind == kind; });
  return found == ticket.clocks.rend() ? nullptr : &*found;
}

std::string over_by(const sla::Clock& clock) { return duration_text(std::max(clock.used - clock.target, Seconds{0})); }

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

bool decided_in(const sla::Clock& clock, const Period& period) {
  return clock.decided_at && *clock.decided_at >= period.from && *clock.decided_at < period.to;
}

}  // namespace mssp::report
