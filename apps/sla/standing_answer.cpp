#include "sla/standing_answer.hpp"

#include "base/text.hpp"
#include "render/table.hpp"
#include "sla/moment.hpp"

namespace mssp::sla {
namespace {

using ticket::Standing;
using ticket::TicketClock;

render::Array clocks_of(const Standing& standing) {
  render::Array all;
  for (const ClockRow& row : standing.clocks) {
    all.push_back(render::Object{{{"clock", name(row.kind)},
                                  {"priority", name(row.priority)},
                                  {"target_seconds", row.target},
                                  {"met", row.met},
                                  {"missed", row.missed},
                                  {"void", row.voided},
                                  {"open", row.open},
                                  {"at_risk", row.at_risk},
                                  {"open_breached", row.open_breached},
                                  {"compliance_percent", row.compliance()}}});
  }
  return all;
}

render::Array uptime_of(const Standing& standing) {
  render::Array all;
  for (const auto& [service, uptime] : standing.uptime) {
    all.push_back(render::Object{{{"service", service},
                                  {"target_percent", uptime.target},
                                  {"percent", uptime.percent},
                                  {"downtime_seconds", uptime.downtime},
                                  {"maintenance_seconds", uptime.maintenance},
                                  {"unknown_seconds", uptime.unknown},
                                  {"budget_left_seconds", uptime.budget_left}}});
  }
  return all;
}

render::Array attention_of(const Standing& standing) {
  render::Array all;
  for (const TicketClock& each : standing.attention) {
    all.push_back(render::Object{{{"ticket", ticket::handle(each.number)},
                                  {"clock", name(each.clock.kind)},
                                  {"priority", name(each.clock.priority)},
                                  {"state", name(each.clock.state)},
                                  {"due_at", each.clock.due_at},
                                  {"paused", each.clock.paused},
                                  {"left_seconds", each.left()}}});
  }
  return all;
}

}  // namespace

render::Object describe(const TenantStanding& of) {
  const Standing& standing = of.standing;
  return {{{"tenant", of.tenant.slug},
           {"period", render::Object{{{"from", standing.period.from},
                                      {"to", standing.period.to},
                                      {"timezone", of.tenant.timezone}}}},
           {"as_of", standing.as_of},
           {"clocks", clocks_of(standing)},
           {"uptime", uptime_of(standing)},
           {"attention", attention_of(standing)},
           {"compliant", standing.compliant()}}};
}

namespace {

std::string verdict(const std::optional<bool>& compliant) {
  if (!compliant) return "n/a";
  return *compliant ? "yes" : "no";
}

render::Value share_text(const std::optional<Percent>& percent) {
  return percent ? render::Value(*percent) : render::Value("n/a");
}

void add_table(std::vector<std::string>& lines, render::List list) {
  const std::string table = render::table({.answer = std::move(list)}, false);
  const std::string_view without_end = std::string_view(table).substr(0, table.size() - 1);
  for (const std::string_view line : split(without_end, '\n')) lines.emplace_back(line);
}

render::List clock_table(const Standing& standing) {
  using render::Align;
  render::List list{.columns = {{"", "CLOCK"}, {"", "PRIORITY"}, {"", "TARGET", Align::right}, {"", "MET", Align::right},
                                {"", "MISSED", Align::right}, {"", "VOID", Align::right}, {"", "OPEN", Align::right},
                                {"", "AT RISK", Align::right}, {"", "OVERDUE", Align::right},
                                {"", "COMPLIANCE", Align::right}},
                    .rows = {},
                    .when_empty = "no clocks in this period"};
  for (const ClockRow& row : standing.clocks) {
    list.rows.push_back({name(row.kind), name(row.priority), row.target, row.met, row.missed, row.voided, row.open,
                         row.at_risk, row.open_breached, share_text(row.compliance())});
  }
  return list;
}

std::string spent(const Uptime& uptime) {
  const bool over = uptime.budget_left < Seconds{0};
  return duration_text(uptime.downtime) + " down, error budget " +
         (over ? "overspent by " + duration_text(-uptime.budget_left) : duration_text(uptime.budget_left) + " left");
}

void add_uptime(std::vector<std::string>& lines, const Standing& standing) {
  for (const auto& [service, uptime] : standing.uptime) {
    lines.push_back("uptime of " + (service == "all" ? "all services" : service) + ": " +
                    (uptime.percent ? text(*uptime.percent) + "%" : "n/a") + " of " + text(uptime.target) + "%, " +
                    duration_text(uptime.unknown) + " without data" + (uptime.percent ? ", " + spent(uptime) : ""));
  }
  if (standing.uptime.empty()) lines.emplace_back("uptime: none promised");
}

render::List attention_table(const Standing& standing, const Zone& zone) {
  render::List list{.columns = {{"", "TICKET"}, {"", "CLOCK"}, {"", "PRIORITY"}, {"", "STATE"}, {"", "DUE"},
                                {"", "LEFT", render::Align::right}},
                    .rows = {},
                    .when_empty = "no clock is at risk or overdue"};
  for (const TicketClock& each : standing.attention) {
    const bool overdue = each.clock.state == ClockState::open_breached;
    const std::string left = each.left() < Seconds{0} ? "-" + duration_text(-each.left()) : duration_text(each.left());
    list.rows.push_back({ticket::handle(each.number), name(each.clock.kind), name(each.clock.priority),
                         overdue ? "overdue" : each.clock.paused ? "at risk, paused" : "at risk",
                         local_text(each.clock.due_at, zone), left});
  }
  return list;
}

}  // namespace

std::vector<std::string> lines(const TenantStanding& of) {
  const Standing& standing = of.standing;
  const Zone zone = tenant::zone_of(of.tenant);
  std::vector<std::string> out{of.tenant.slug + ", " + of.title + ", " +
                                   of.tenant.timezone + ", as of " + local_text(standing.as_of, zone),
                               "compliant: " + verdict(standing.compliant()), ""};
  add_table(out, clock_table(standing));
  out.emplace_back();
  add_uptime(out, standing);
  out.emplace_back();
  add_table(out, attention_table(standing, zone));
  return out;
}

render::List overview(const std::vector<TenantStanding>& all) {
  using render::Align;
  render::List list{.columns = {{"tenant", "TENANT"}, {"period", ""}, {"as_of", ""}, {"clocks", ""}, {"uptime", ""},
                                {"attention", ""}, {"met", "MET", Align::right}, {"missed", "MISSED", Align::right},
                                {"open", "OPEN", Align::right}, {"at_risk", "AT RISK", Align::right},
                                {"open_breached", "OVERDUE", Align::right}, {"compliant", "COMPLIANT"}},
                    .rows = {},
                    .when_empty = "no active tenants"};
  for (const TenantStanding& of : all) {
    ClockRow sum;
    for (const ClockRow& row : of.standing.clocks) {
      sum.met += row.met;
      sum.missed += row.missed;
      sum.open += row.open;
      sum.at_risk += row.at_risk;
      sum.open_breached += row.open_breached;
    }
    std::vector<render::Value> row;
    for (render::Member& member : describe(of).members) row.push_back(std::move(member.value));
    const render::Value compliant = row.back();
    row.pop_back();
    row.insert(row.end(), {sum.met, sum.missed, sum.open, sum.at_risk, sum.open_breached, compliant});
    list.rows.push_back(std::move(row));
  }
  return list;
}

render::List at_risk_list(const std::vector<TenantStanding>& all) {
  using render::Align;
  render::List list{.columns = {{"tenant", "TENANT"}, {"ticket", "TICKET"}, {"clock", "CLOCK"}, {"priority", "PRIORITY"},
                                {"due_at", "DUE"}, {"paused", "PAUSED"}, {"left_seconds", "LEFT", Align::right}},
                    .rows = {},
                    .when_empty = "no clock is at risk"};
  for (const TenantStanding& of : all) {
    for (const TicketClock& each : of.standing.attention) {
      if (each.clock.state != ClockState::at_risk) continue;
      list.rows.push_back({of.tenant.slug, ticket::handle(each.number), name(each.clock.kind), name(each.clock.priority),
                           each.clock.due_at, each.clock.paused, each.left()});
    }
  }
  return list;
}

}  // namespace mssp::sla
