// How a tenant stands against its SLA in a period: figures of clocks and uptime, and the tickets to look after.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sla/status.hpp"
#include "ticket/terms.hpp"

namespace mssp::ticket {

struct TicketClock {
  std::int64_t number = 0;
  sla::Clock clock;
  Seconds left() const { return clock.target - clock.used; }  // open time; negative when overspent
};

struct ServiceUptime {
  std::string service;  // "all" while none is named
  sla::Uptime uptime;
};

struct Standing {
  Period period;  // figures are up to as_of
  Instant as_of;
  std::vector<sla::ClockRow> clocks;
  std::vector<ServiceUptime> uptime;   // of each service; none when no uptime is promised
  std::vector<TicketClock> attention;  // open clocks at risk or breached, whenever that happened, by due time

  bool overspent() const;  // a service was down for longer than its error budget

  // False when a clock was missed in the period or an error budget is overspent; absent when no clock was decided and
  // none is: there is nothing to judge. Uptime without data speaks neither for nor against.
  std::optional<bool> compliant() const;
  bool breached() const;  // not compliant, or an open clock is overdue since an earlier period
};

// Adds figures of the same kinds of clocks, which were counted apart; in the order of clock_rows().
std::vector<sla::ClockRow> sum_of(std::vector<sla::ClockRow> rows);

// Whether somebody has to look after it: at risk, or overdue and not stopped.
bool needs_attention(const sla::Clock& clock);
void sort_by_urgency(std::vector<TicketClock>& clocks);

// By the target in force at the end of the period or now. No service is watched yet: its percent would be a guess, so
// all time that passed is unknown.
std::vector<ServiceUptime> unwatched_uptime(const sla::Versions& versions, const Period& period, Instant as_of);

// The standing of one tenant by a replay of all its tickets, which must be given.
Standing standing(const std::vector<History>& histories, const sla::Versions& versions, const sla::Calendars& calendars,
                  const Period& period, Instant as_of);

}  // namespace mssp::ticket
