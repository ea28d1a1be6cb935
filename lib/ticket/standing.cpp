#include "ticket/standing.hpp"

#include <algorithm>
#include <tuple>

#include "base/error.hpp"

namespace mssp::ticket {
namespace {

bool needs_attention(const sla::Clock& clock) {
  return clock.state == sla::ClockState::at_risk || clock.state == sla::ClockState::open_breached;
}

sla::Uptime unwatched(const Period& period, Instant as_of, Percent target) {
  sla::Uptime uptime = sla::uptime({.maintenance = {}, .outages = {}, .unknown = {period}}, period, as_of, target);
  uptime.percent.reset();
  return uptime;
}

}  // namespace

std::vector<sla::Clock> clocks(const History& history, const sla::Versions& versions, const sla::Calendars& calendars,
                               Instant now) {
  const Ticket& ticket = history.ticket;
  const sla::Policy& policy = sla::policy_of(versions, ticket.policy_version);
  const std::string name = policy.calendar_of(ticket.priority);
  const sla::Calendar* calendar = calendars.find(name);
  if (calendar == nullptr) {
    throw Error(Code::invalid_config,
                "SLA policy " + std::to_string(policy.version) + " of tenant '" + ticket.tenant + "' counts on calendar '" +
                    name + "', which calendars.yml does not have",
                "put it back: tickets opened under that policy are graded by it");
  }
  return sla::clocks({ticket.priority, policy.of(ticket.priority), history.events, {}}, *calendar, now);
}

std::optional<bool> Standing::compliant() const {
  std::int64_t met = 0;
  std::int64_t missed = 0;
  for (const sla::ClockRow& row : clocks) {
    met += row.met;
    missed += row.missed;
  }
  if (missed > 0) return false;
  return met > 0 ? std::optional(true) : std::nullopt;
}

bool Standing::breached() const {
  return compliant() == false || std::any_of(attention.begin(), attention.end(), [](const TicketClock& each) {
           return each.clock.state == sla::ClockState::open_breached;
         });
}

Standing standing(const std::vector<History>& histories, const sla::Versions& versions, const sla::Calendars& calendars,
                  const Period& period, Instant as_of) {
  Standing out;
  out.period = period;
  out.as_of = as_of;
  std::vector<sla::Clock> all;
  for (const History& history : histories) {
    for (const sla::Clock& clock : ticket::clocks(history, versions, calendars, as_of)) {
      all.push_back(clock);
      if (needs_attention(clock)) out.attention.push_back({history.ticket.number, clock});
    }
  }
  std::sort(out.attention.begin(), out.attention.end(), [](const TicketClock& a, const TicketClock& b) {
    return std::tie(a.clock.due_at, a.number, a.clock.kind) < std::tie(b.clock.due_at, b.number, b.clock.kind);
  });
  out.clocks = sla::clock_rows(all, period);
  const sla::Policy& policy = sla::policy_at(versions, std::min(as_of, period.to - Seconds{1}));
  if (policy.uptime) out.uptime = unwatched(period, as_of, *policy.uptime);
  return out;
}

}  // namespace mssp::ticket
