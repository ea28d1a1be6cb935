#include "ticket/simulation.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace mssp::ticket {
namespace {

using Key = std::tuple<sla::ClockKind, sla::Priority>;

void add(std::map<Key, Compared>& rows, const std::vector<sla::Clock>& clocks, const Period& period,
         std::optional<sla::ClockRow> Compared::* side) {
  for (const sla::ClockRow& row : sla::clock_rows(clocks, period)) {
    Compared& compared = rows[{row.kind, row.priority}];
    compared.kind = row.kind;
    compared.priority = row.priority;
    auto& sum = compared.*side;
    if (!sum) {
      sum = row;
      continue;
    }
    sum->met += row.met;
    sum->missed += row.missed;
    sum->voided += row.voided;
    sum->open += row.open;
    sum->at_risk += row.at_risk;
    sum->open_breached += row.open_breached;
  }
}

bool counts(const std::optional<sla::Clock>& clock, const Period& period) {
  return clock && !sla::clock_rows({*clock}, period).empty();
}

void compare(std::vector<Turned>& turned, const History& history, const std::vector<sla::Clock>& before,
             const std::vector<sla::Clock>& after, const Period& period) {
  std::map<sla::ClockName, Turned> pairs;
  const auto take = [&](const std::vector<sla::Clock>& clocks, std::optional<sla::Clock> Turned::* side) {
    for (const sla::Clock& clock : clocks) {
      Turned& pair = pairs[{clock.kind, clock.ordinal}];
      pair.number = history.ticket.number;
      pair.priority = history.ticket.priority;
      pair.kind = clock.kind;
      pair.started = clock.started;
      pair.*side = clock;
    }
  };
  take(before, &Turned::before);
  take(after, &Turned::after);
  for (auto& [key, pair] : pairs) {
    if (!counts(pair.before, period) && !counts(pair.after, period)) continue;
    if (pair.before && pair.after && pair.before->state == pair.after->state) continue;
    turned.push_back(std::move(pair));
  }
}

}  // namespace

Simulation simulate(const std::vector<History>& histories, const sla::Versions& versions, const sla::Calendars& calendars,
                    const sla::PolicyChange& change, const Period& period, Instant as_of) {
  Simulation out;
  std::map<Key, Compared> rows;
  std::vector<sla::Clock> all_before;
  std::vector<sla::Clock> all_after;
  for (const History& history : histories) {
    const Ticket& ticket = history.ticket;
    const auto before = clocks(history, versions, calendars, as_of);
    const sla::TermsOf proposed = [&](sla::Priority priority, std::int64_t version) {
      const sla::Policy policy = sla::with(sla::policy_of(versions, version), change);
      return sla::Terms{priority, policy.of(priority), &calendars.get(policy.calendar_of(priority))};
    };
    const auto after = standing_of(sla::replay(history.events, ticket.priority, ticket.policy_version, proposed, as_of), calendars, as_of);
    compare(out.turned, history, before, after, period);
    all_before.insert(all_before.end(), before.begin(), before.end());
    all_after.insert(all_after.end(), after.begin(), after.end());
  }
  add(rows, all_before, period, &Compared::before);
  add(rows, all_after, period, &Compared::after);
  for (auto& [key, row] : rows) out.rows.push_back(row);
  std::stable_sort(out.turned.begin(), out.turned.end(), [](const Turned& a, const Turned& b) {
    return std::tie(a.number, a.kind, a.started) < std::tie(b.number, b.kind, b.started);
  });
  return out;
}

}  // namespace mssp::ticket
