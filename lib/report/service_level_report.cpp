// The service level report: per clock and priority what was met and missed, how long it took, and by which rules.
#include <fmt/core.h>

#include <map>

#include "report/quantile.hpp"
#include "report/ticket_words.hpp"

namespace mssp::report {
namespace {

// Times of the clocks that stopped, by clock and priority: only what is over has a length.
Section times(const Figures& figures) {
  std::map<std::pair<sla::ClockKind, sla::Priority>, std::vector<Seconds>> stopped;
  for (const TicketLine& ticket : figures.tickets) {
    for (const sla::Clock& clock : ticket.clocks) {
      if (clock.stopped_at && *clock.stopped_at >= figures.period.from && *clock.stopped_at < figures.period.to) {
        stopped[{clock.kind, clock.priority}].push_back(clock.used);
      }
    }
  }
  Table table{{{"Clock", 14}, {"Priority"}, {"Stopped", 9, true}, {"Median", 10, true}, {"P90", 10, true}, {"Worst", 10, true}}, {}};
  for (const auto& [key, values] : stopped) {
    table.rows.push_back({{capitalised(std::string(sla::name(key.first)))}, {std::string(sla::name(key.second))},
                          count_cell(static_cast<std::int64_t>(values.size())), {span_text(quantile(values, 50))},
                          {span_text(quantile(values, 90))}, {span_text(quantile(values, 100))}});
  }
  return section("times", "How long it took",
                 {table_or(std::move(table), "No clock stopped in this period, so there are no times to give.")});
}

Section breaches(const Figures& figures) {
  Table table{{{"Ticket", 7}, {"Subject", 24}, {"Clock", 9}, {"Priority", 8}, {"Due", 13}, {"Stopped", 13}, {"Over by", 8, true}}, {}};
  for (const TicketLine& ticket : figures.tickets) {
    for (const sla::Clock& clock : ticket.clocks) {
      const bool late = clock.state == sla::ClockState::missed || clock.state == sla::ClockState::open_breached;
      if (!late || !decided_in(clock, figures.period)) continue;
      table.rows.push_back({{ticket_handle(ticket.number)}, {ticket.subject}, {std::string(sla::name(clock.kind))},
                            {std::string(sla::name(clock.priority))}, {local_text(clock.due_at, figures.zone)},
                            {time_or(clock.stopped_at, figures.zone, "still open")}, {.text = over_by(clock), .alarm = true}});
    }
  }
  return section("breaches", "Breach register", {table_or(std::move(table), "No target was missed in this period.")});
}

Section at_risk(const Figures& figures) {
  Table table{{{"Ticket", 7}, {"Clock", 9}, {"Priority", 8}, {"State", 14}, {"Due", 13}, {"Time left", 9, true}}, {}};
  for (const auto& [number, clock] : figures.attention) {
    const bool late = clock.state == sla::ClockState::open_breached;
    const Seconds left = clock.target - clock.used;
    table.rows.push_back({{ticket_handle(number)}, {std::string(sla::name(clock.kind))}, {std::string(sla::name(clock.priority))},
                          late ? Cell{"overdue", Tone::bad} : Cell{"at risk", Tone::warn}, {local_text(clock.due_at, figures.zone)},
                          late ? Cell{"none"} : Cell{span_text(std::max(left, Seconds{0}))}});
  }
  return section("at-risk", "At risk now", {table_or(std::move(table), "No open clock is at risk or overdue.")});
}

Section rules(const Figures& figures) {
  const Promise& promise = figures.promise;
  Table table{{{"Priority"}, {"Response within", 14}, {"Resolution within", 14}, {"Counts on", 16}}, {}};
  constexpr std::array priorities{sla::Priority::p1, sla::Priority::p2, sla::Priority::p3, sla::Priority::p4};
  for (std::size_t i = 0; i < priorities.size(); ++i) {
    const sla::Targets& targets = promise.targets.at(i);
    const auto target = [](const std::optional<Seconds>& time) { return Cell{time ? duration_text(*time) : "not promised"}; };
    const bool around = i == 0 && promise.p1_around_the_clock;
    table.rows.push_back({{std::string(sla::name(priorities[i]))}, target(targets.response), target(targets.resolution),
                          {around || promise.calendar == "24x7" ? "every hour of every day" : "calendar " + promise.calendar}});
  }
  std::vector<Block> blocks{std::move(table)};
  blocks.push_back(Items{{"The response clock runs from the opening of a ticket to our first public answer; it never pauses.",
                          "The resolution clock pauses only while a ticket waits for you; after that it goes on with what was used.",
                          "A clock is met when it stops at or before its due time. A ticket is graded by the policy that was in force "
                          "when it was opened.",
                          promise.uptime ? "Uptime promised: " + text(*promise.uptime) + " % of the agreed time."
                                         : std::string("No uptime is promised.")}});
  return section("rules", "Calendar and rules", std::move(blocks));
}

}  // namespace

std::vector<Section> sla_sections(const Figures& figures) {
  Section compliance = shared::service_levels(figures);
  compliance.id = "compliance";
  Section trend = shared::tickets(figures);
  trend.id = "trend";
  return {section("summary", "", {Kpis{{shared::sla_kpi(figures), shared::late_kpi(figures), shared::tickets_kpi(figures), shared::uptime_kpi(figures)}}}),
          std::move(compliance),
          times(figures),
          breaches(figures),
          exceptions(figures),
          at_risk(figures),
          shared::uptime(figures),
          std::move(trend),
          rules(figures),
          shared::data_age(figures),
          shared::definitions({"SLA met", "Incidents", "Median, P90", "Uptime", "n/a", "No data"}),
          shared::contact(figures)};
}

}  // namespace mssp::report
