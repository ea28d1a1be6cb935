// How a tenant stands against its SLA in a period: figures of clocks and uptime, and the tickets to look after.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sla/from_config.hpp"
#include "sla/policy_change.hpp"
#include "sla/status.hpp"
#include "ticket/ticket.hpp"

namespace mssp::ticket {

struct History {
  Ticket ticket;
  std::vector<sla::Event> events;
};

// The clocks of a ticket at `now` by the policy that was in force when it was opened. Error{invalid_config} when that
// policy names a calendar which the file does not have any more.
std::vector<sla::Clock> clocks(const History& history, const sla::Versions& versions, const sla::Calendars& calendars,
                               Instant now);

struct TicketClock {
  std::int64_t number = 0;
  sla::Clock clock;
  Seconds left() const { return clock.target - clock.used; }  // open time; negative when overspent
};

struct Standing {
  Period period;  // a whole month; figures are up to as_of
  Instant as_of;
  std::vector<sla::ClockRow> clocks;
  // Of every service of the tenant, by the target in force at the end of the period or now; none when none is promised.
  // No service is watched yet: its percent would be a guess, so all time that passed is unknown.
  std::optional<sla::Uptime> uptime;
  std::vector<TicketClock> attention;  // open clocks at risk or breached, whenever that happened, by due time

  // False when a clock was missed in the period; absent when none was decided: there is nothing to judge. Uptime
  // without data speaks neither for nor against.
  std::optional<bool> compliant() const;
  bool breached() const;  // not compliant, or an open clock is overdue since an earlier period
};

// `histories` are those of one tenant.
Standing standing(const std::vector<History>& histories, const sla::Versions& versions, const sla::Calendars& calendars,
                  const Period& period, Instant as_of);

}  // namespace mssp::ticket
