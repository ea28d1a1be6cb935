// The incident report: every ticket of the period, the totals, and the course of the gravest ones.
#include <fmt/core.h>

#include <algorithm>

#include "report/quantile.hpp"
#include "report/ticket_words.hpp"
#include "ticket/ticket.hpp"

namespace mssp::report {
namespace {

constexpr std::size_t most_timelines = 5;

std::vector<Seconds> used(const Figures& figures, sla::ClockKind kind) {
  std::vector<Seconds> all;
  for (const TicketLine& ticket : figures.tickets) {
    for (const sla::Clock& clock : ticket.clocks) {
      if (clock.kind == kind && clock.stopped_at && *clock.stopped_at >= figures.period.from && *clock.stopped_at < figures.period.to) {
        all.push_back(clock.used);
      }
    }
  }
  return all;
}

// No mean is good or bad by itself: it is judged by whether any of its clocks was missed.
Kpi mean_kpi(const std::string& label, const Figures& figures, sla::ClockKind kind) {
  const std::vector<Seconds> times = used(figures, kind);
  const bool late = std::any_of(figures.clocks.begin(), figures.clocks.end(), [&](const sla::ClockRow& row) { return row.kind == kind && row.missed > 0; });
  if (times.empty()) return {.label = label, .value = {}, .state = Tone::unknown, .change = {}, .note = "none stopped", .months = {}};
  return {.label = label, .value = span_text(mean(times)), .state = late ? Tone::warn : Tone::good, .change = {},
          .note = fmt::format("median {}, P90 {}, of {}", span_text(quantile(times, 50)), span_text(quantile(times, 90)), times.size()), .months = {}};
}

Kpi reopen_kpi(const Figures& figures) {
  std::int64_t reopened = 0;
  for (const TicketLine& ticket : figures.tickets) reopened += ticket.reopened > 0 ? 1 : 0;
  const auto count = static_cast<std::int64_t>(figures.tickets.size());
  const auto share = sla::share(reopened, count);
  return {.label = "Reopen rate", .value = share ? percent_text(share) : "", .state = reopened == 0 ? Tone::good : Tone::warn,
          .change = {}, .note = fmt::format("{} of {}", reopened, count), .months = {}};
}

Section totals(const Figures& figures) {
  Table table{{{"Priority", 12}, {"Tickets", 8, true}, {"Answer, mean", 12, true}, {"Answer, P90", 12, true}, {"Resolution, mean", 14, true},
               {"Resolution, P90", 14, true}},
              {}};
  for (const sla::Priority priority : {sla::Priority::p1, sla::Priority::p2, sla::Priority::p3, sla::Priority::p4}) {
    Figures own;
    own.period = figures.period;
    for (const TicketLine& ticket : figures.tickets) {
      if (ticket.priority == priority) own.tickets.push_back(ticket);
    }
    if (own.tickets.empty()) continue;
    const auto answered = used(own, sla::ClockKind::response);
    const auto resolved = used(own, sla::ClockKind::resolution);
    table.rows.push_back({{std::string(sla::name(priority))}, count_cell(static_cast<std::int64_t>(own.tickets.size())),
                          {span_text(mean(answered))}, {span_text(quantile(answered, 90))}, {span_text(mean(resolved))},
                          {span_text(quantile(resolved, 90))}});
  }
  return section("totals", "Totals by priority", {table_or(std::move(table), "No ticket was open in this period.")});
}

std::optional<Instant> last_of(const TicketLine& ticket, sla::EventKind kind) {
  std::optional<Instant> at;
  for (const sla::Event& event : ticket.events) {
    if (event.kind == kind) at = event.at;
    if (event.kind == sla::EventKind::reopened && kind == sla::EventKind::resolved) at.reset();
  }
  return at;
}

Section tickets(const Figures& figures) {
  Table table{{{"Ticket", 7}, {"Subject", 18}, {"Pri", 4}, {"Opened", 11}, {"Answered", 11}, {"Resolved", 11}, {"Answer", 15}, {"Resolution", 18}}, {}};
  for (const TicketLine& ticket : figures.tickets) {
    const sla::Clock* response = clock_of(ticket, sla::ClockKind::response);
    table.rows.push_back({{ticket_handle(ticket.number)}, {ticket.subject}, {std::string(sla::name(ticket.priority))},
                          {local_text(ticket.opened_at, figures.zone)},
                          {time_or(response == nullptr ? std::nullopt : response->stopped_at, figures.zone, "not yet")},
                          {time_or(last_of(ticket, sla::EventKind::resolved), figures.zone, "open")}, verdict(response),
                          verdict(clock_of(ticket, sla::ClockKind::resolution))});
  }
  return section("tickets", "Tickets", {table_or(std::move(table), "No ticket was open in this period.")});
}

std::string told(const sla::Event& event) {
  switch (event.kind) {
    case sla::EventKind::opened:
      return "opened";
    case sla::EventKind::message:
      return event.is_public ? "message" : "internal note";
    case sla::EventKind::wait_customer:
      return "waits for you; the resolution clock pauses";
    case sla::EventKind::wait_vendor:
      return "waits for a vendor; the clocks run";
    case sla::EventKind::resumed:
      return "work goes on";
    case sla::EventKind::resolved:
      return "resolved";
    case sla::EventKind::closed:
      return "closed";
    case sla::EventKind::reopened:
      return "reopened";
    default:
      return "changed";
  }
}

Section timelines(const Figures& figures) {
  std::vector<Block> blocks;
  std::size_t told_of = 0;
  for (const TicketLine& ticket : figures.tickets) {
    if (ticket.priority != sla::Priority::p1) continue;
    if (++told_of > most_timelines) break;
    blocks.push_back(Subheading{ticket_handle(ticket.number) + " — " + ticket.subject});
    Table table{{{"When", 10}, {"What", 20}, {"Who", 10}, {"Since the opening", 12, true}}, {}};
    for (const sla::Event& event : ticket.events) {
      table.rows.push_back({{local_text(event.at, figures.zone)}, {told(event)}, {std::string(ticket::name(event.actor))},
                            {span_text(event.at - ticket.opened_at)}});
    }
    blocks.push_back(std::move(table));
    blocks.push_back(Paragraph{"Cause and lasting actions: UNKNOWN; tickets do not record them yet."});
  }
  if (blocks.empty()) blocks.push_back(Paragraph{"No ticket of priority P1 was open in this period."});
  if (told_of > most_timelines) blocks.push_back(Paragraph{"More tickets of priority P1 are in the list above."});
  return section("timelines", "The gravest incidents", std::move(blocks));
}

}  // namespace

std::vector<Section> incident_sections(const Figures& figures) {
  Section trend = shared::tickets(figures);
  trend.id = "trend";
  return {section("summary", "", {Kpis{{shared::tickets_kpi(figures), mean_kpi("MTTA", figures, sla::ClockKind::response),
                                        mean_kpi("MTTR", figures, sla::ClockKind::resolution), reopen_kpi(figures), shared::late_kpi(figures), shared::sla_kpi(figures)}}}),
          totals(figures),
          tickets(figures),
          exceptions(figures),
          timelines(figures),
          std::move(trend),
          shared::data_age(figures),
          shared::definitions({"Incidents", "MTTA, MTTR", "Median, P90", "Reopen rate", "SLA met", "n/a"}),
          shared::contact(figures)};
}

}  // namespace mssp::report
