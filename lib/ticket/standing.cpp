#include "ticket/standing.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace mssp::ticket {

bool needs_attention(const sla::Clock& clock) {
  return clock.state == sla::ClockState::at_risk || clock.state == sla::ClockState::open_breached;
}

void sort_by_urgency(std::vector<TicketClock>& clocks) {
  const auto key = [](const TicketClock& each) {
    return std::tuple(each.clock.due_at, each.number, each.clock.kind, each.clock.ordinal);
  };
  std::sort(clocks.begin(), clocks.end(), [&](const TicketClock& a, const TicketClock& b) { return key(a) < key(b); });
}

std::vector<sla::ClockRow> sum_of(std::vector<sla::ClockRow> rows) {
  std::map<std::tuple<sla::ClockKind, sla::Priority, Seconds>, sla::ClockRow> sums;
  for (const sla::ClockRow& row : rows) {
    sla::ClockRow& sum = sums[{row.kind, row.priority, row.target}];
    sum.kind = row.kind;
    sum.priority = row.priority;
    sum.target = row.target;
    sum.met += row.met;
    sum.missed += row.missed;
    sum.voided += row.voided;
    sum.open += row.open;
    sum.at_risk += row.at_risk;
    sum.open_breached += row.open_breached;
  }
  rows.clear();
  for (const auto& [key, sum] : sums) rows.push_back(sum);
  return rows;
}

bool Standing::overspent() const {
  return std::any_of(uptime.begin(), uptime.end(), [](const ServiceUptime& each) { return each.uptime.budget_left < Seconds{0}; });
}

std::optional<bool> Standing::compliant() const {
  std::int64_t met = 0;
  std::int64_t missed = 0;
  for (const sla::ClockRow& row : clocks) {
    met += row.met;
    missed += row.missed;
  }
  if (missed > 0 || overspent()) return false;
  return met > 0 ? std::optional(true) : std::nullopt;
}

bool Standing::breached() const {
  return compliant() == false || std::any_of(attention.begin(), attention.end(), [](const TicketClock& each) {
           return each.clock.state == sla::ClockState::open_breached;
         });
}

std::vector<ServiceUptime> unwatched_uptime(const sla::Versions& versions, const Period& period, Instant as_of) {
  const sla::Policy& policy = sla::policy_at(versions, std::min(as_of, period.to - Seconds{1}));
  if (!policy.uptime) return {};
  sla::Uptime uptime = sla::uptime({.maintenance = {}, .outages = {}, .unknown = {period}}, period, as_of, *policy.uptime);
  uptime.percent.reset();
  return {{"all", uptime}};
}

Standing standing(const std::vector<History>& histories, const sla::Versions& versions, const sla::Calendars& calendars,
                  const Period& period, Instant as_of) {
  Standing out{.period = period, .as_of = as_of, .clocks = {}, .uptime = unwatched_uptime(versions, period, as_of),
               .attention = {}};
  std::vector<sla::Clock> all;
  for (const History& history : histories) {
    for (const sla::Clock& clock : ticket::clocks(history, versions, calendars, as_of)) {
      all.push_back(clock);
      if (needs_attention(clock)) out.attention.push_back({history.ticket.number, clock});
    }
  }
  sort_by_urgency(out.attention);
  out.clocks = sla::clock_rows(all, period);
  return out;
}

}  // namespace mssp::ticket
