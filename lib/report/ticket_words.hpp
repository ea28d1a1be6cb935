// Tickets and their clocks as reports word them.
#pragma once

#include <optional>
#include <string>

#include "report/figures.hpp"
#include "report/sections.hpp"

namespace mssp::report {

const sla::Clock* clock_of(const TicketLine& ticket, sla::ClockKind kind);  // the last of that kind; null when there is none
Cell verdict(const sla::Clock* clock);                       // "met", "missed by 2h", "open" ...; n/a without a clock
std::string time_or(const std::optional<Instant>& at, const Zone& zone, const std::string& otherwise);
std::string span_text(const std::optional<Seconds>& time);  // "5h40m", or "n/a"
std::string ticket_handle(std::int64_t number);
std::string over_by(const sla::Clock& clock);                // how far past its target
// Clocks left out of the figures, with reason and approver, and breaches that were excused, which stay breaches.
Section exceptions(const Figures& figures);
bool decided_in(const sla::Clock& clock, const Period& period);

}  // namespace mssp::report
