#include "report/executive.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/executive_words.hpp"

namespace mssp::report {
namespace {

constexpr Percent sla_goal{95'000};  // the line drawn in the trend and the bound between good and attention
constexpr auto scan_age_limit = std::chrono::days{35};

std::string short_month(Month month) { return long_text(month).substr(0, 3); }

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

// A change of a count, where fewer is better.
std::optional<Change> fewer_is_better(std::int64_t now, std::int64_t before, Month previous) {
  const std::string since = short_month(previous);
  if (now == before) return Change{Direction::same, State::unknown, "as in " + since};
  return Change{now > before ? Direction::up : Direction::down, now > before ? State::bad : State::good,
                fmt::format("{} {} than {}", std::abs(now - before), now > before ? "more" : "fewer", since)};
}

Kpi sla_kpi(const Figures& figures) {
  const MonthFigures& month = figures.months.back();
  const MonthFigures& before = figures.months.at(figures.months.size() - 2);
  Kpi kpi{.label = "SLA met", .value = "", .change = {}, .note = fmt::format("{} of {}", month.met, month.decided)};
  if (!month.sla_met) {
    kpi.note = "no clock was decided";
    return kpi;
  }
  kpi.value = percent_text(month.sla_met);
  kpi.state = month.met == month.decided ? State::good : *month.sla_met >= sla_goal ? State::warn : State::bad;
  if (before.sla_met) {
    const std::int64_t points = month.sla_met->thousandths / 100 - before.sla_met->thousandths / 100;
    const Direction direction = points > 0 ? Direction::up : points < 0 ? Direction::down : Direction::same;
    const State meaning = points > 0 ? State::good : points < 0 ? State::bad : State::unknown;
    kpi.change = Change{direction, meaning, fmt::format("{}.{} pt · {}", std::abs(points) / 10, std::abs(points) % 10, kpi.note)};
    kpi.note.clear();
  }
  return kpi;
}

Kpi count_kpi(const std::string& label, std::int64_t now, std::int64_t before, State when_any, const Figures& figures) {
  Kpi kpi{.label = label, .value = "", .change = {}, .note = "never scanned"};
  if (!figures.ever_scanned) return kpi;
  kpi.value = std::to_string(now);
  kpi.state = now == 0 ? State::good : when_any;
  kpi.note = "";
  if (figures.scanned_before) kpi.change = fewer_is_better(now, before, plus_months(figures.month, -1));
  return kpi;
}

Kpi ticket_kpi(const Figures& figures) {
  const MonthFigures& month = figures.months.back();
  const auto is_late = [](const ticket::TicketClock& each) { return each.clock.state == sla::ClockState::open_breached; };
  const auto late = std::count_if(figures.standing.attention.begin(), figures.standing.attention.end(), is_late);
  return {.label = "Tickets opened",
          .value = std::to_string(month.opened),
          .state = late == 0 ? State::good : State::warn,
          .change = {},
          .note = fmt::format("{} resolved, {} late", month.resolved, late)};
}

Kpi uptime_kpi() {
  return {.label = "Uptime", .value = "", .change = {}, .note = "no check ran"};
}

std::vector<SlaRow> sla_rows(const Figures& figures) {
  std::vector<SlaRow> rows;
  for (const sla::ClockRow& row : figures.standing.clocks) {
    const bool late = row.missed > 0 || row.open_breached > 0;
    const bool any = row.met + row.missed > 0;
    rows.push_back({.clock = capitalised(std::string(sla::name(row.kind))),
                    .priority = std::string(sla::name(row.priority)),
                    .target = duration_text(row.target),
                    .met = row.met,
                    .missed = row.missed,
                    .excluded = row.voided,
                    .at_risk = row.at_risk,
                    .breached = row.open_breached,
                    .compliance = row.compliance() ? percent_text(row.compliance()) : "",
                    .state = late ? State::bad : row.at_risk > 0 ? State::warn : any ? State::good : State::unknown});
  }
  return rows;
}

std::vector<UptimeRow> uptime_rows(const Figures& figures) {
  std::vector<UptimeRow> rows;
  for (const auto& [service, uptime] : figures.standing.uptime) {
    rows.push_back({.service = service == "all" ? "All services" : service,
                    .target = text(uptime.target) + " %",
                    .measured = uptime.percent ? percent_text(uptime.percent) : "",
                    .downtime = duration_text(uptime.downtime),
                    .budget_left = duration_text(uptime.budget_left),
                    .unobserved = duration_text(uptime.unknown),
                    .state = uptime.percent ? (uptime.kept ? State::good : State::bad) : State::unknown});
  }
  return rows;
}

std::vector<UsageRow> usage_rows(const Figures& figures) {
  std::vector<UsageRow> rows{{"Seats", figures.usage.seats, figures.tenant.seats, ""}};
  if (figures.tier) {
    rows.push_back({"Assets", figures.usage.assets, figures.tier->assets, ""});
    rows.push_back({"Scans this month", figures.usage.scans, figures.tier->scans_per_month, ""});
  }
  return rows;
}

std::vector<CoverageRow> coverage_rows(const Figures& figures) {
  const Scans& scans = figures.scans;
  if (!figures.ever_scanned) return {{"Assets scanned in the last 30 days", "", State::unknown, "no scan was imported yet"}};
  const State state = scans.assets_seen == scans.assets ? State::good : State::warn;
  const std::int64_t unseen = scans.assets - scans.assets_seen;
  return {{"Assets scanned in the last 30 days", fmt::format("{} of {}", scans.assets_seen, scans.assets), state,
           unseen == 0 ? "" : fmt::format("{} not seen since", unseen)},
          {"Scans in the period", std::to_string(scans.in_period), scans.in_period > 0 ? State::good : State::warn, ""}};
}

std::string age_text(Seconds age) {
  if (age < std::chrono::hours{2}) return fmt::format("{} min", age.count() / 60);
  if (age < std::chrono::hours{48}) return fmt::format("{} h", age.count() / 3600);
  return fmt::format("{} days", age.count() / 86400);
}

std::vector<DataAge> data_age(const Figures& figures) {
  DataAge scans{.source = "Vulnerability scans", .updated = "", .age = ""};
  if (figures.scans.last) {
    const Seconds age = figures.as_of - *figures.scans.last;
    scans = {"Vulnerability scans", local_text(*figures.scans.last, figures.zone), age_text(age),
             age <= scan_age_limit ? State::good : State::warn};
  }
  return {{"Tickets and SLA clocks", local_text(figures.as_of, figures.zone), age_text(Seconds{0}), State::good}, scans};
}

std::optional<Trend> trend(const Figures& figures) {
  Trend result{.title = "SLA met", .target = static_cast<double>(sla_goal.thousandths) / 1000.0, .points = {}, .latest = ""};
  bool any = false;
  for (const MonthFigures& month : figures.months) {
    TrendPoint point{.label = short_month(month.month), .value = {}};
    if (month.sla_met) {
      point.value = static_cast<double>(month.sla_met->thousandths) / 1000.0;
      any = true;
    }
    result.points.push_back(point);
  }
  if (!any) return std::nullopt;
  if (figures.months.back().sla_met) result.latest = percent_text(figures.months.back().sla_met);
  return result;
}

std::vector<Risk> risks(const Figures& figures) {
  std::vector<Risk> all;
  for (const OpenFinding& finding : figures.worst) {
    all.push_back({.severity = finding.severity,
                   .title = finding.title,
                   .asset = finding.asset,
                   .owner = "",
                   .due = finding.due_at ? text(date_of(figures.zone.civil(*finding.due_at))) : "",
                   .overdue = finding.due_at && *finding.due_at < figures.as_of});
  }
  return all;
}

}  // namespace

std::string percent_text(const std::optional<Percent>& percent) {
  if (!percent) return "n/a";
  return fmt::format("{}.{} %", percent->thousandths / 1000, percent->thousandths % 1000 / 100);
}

Executive executive(const Figures& figures, Instant frozen_at) {
  Executive report;
  const config::Organization& provider = figures.organization;
  report.organisation.name = provider.name.empty() ? "Your security provider" : provider.name;
  std::vector<std::string> contact;
  if (provider.email) contact.push_back(*provider.email);
  if (provider.phone) contact.push_back(*provider.phone);
  report.organisation.contact = join(contact, ", ");
  report.scope = {.tenant = figures.tenant.name,
                  .tier = capitalised(figures.tenant.tier),
                  .period = period_text(figures.period, figures.zone) + (figures.as_of < figures.period.to ? ", so far" : ""),
                  .label = long_text(figures.month),
                  .zone = figures.zone.name(),
                  .from = figures.period.from,
                  .to = figures.period.to};
  report.authorship = {.classification = "Confidential — TLP:AMBER",
                       .prepared_by = report.organisation.name,
                       .primary_analyst = figures.primary_analyst,
                       .at = frozen_at};
  report.kpis = {sla_kpi(figures),
                 count_kpi("Open critical", figures.findings.open.critical, figures.findings_before.open.critical,
                           State::bad, figures),
                 count_kpi("Findings overdue", figures.findings.overdue, figures.findings_before.overdue, State::warn,
                           figures),
                 ticket_kpi(figures), uptime_kpi()};
  report.what_happened = what_happened(figures);
  report.what_we_did = what_we_did(figures);
  report.what_you_decide = what_you_decide(figures);
  if (figures.ever_scanned) report.findings = figures.findings.open;
  report.trend = trend(figures);
  for (const MonthFigures& month : figures.months) {
    report.tickets.push_back({short_month(month.month), month.opened, month.resolved});
  }
  report.sla = sla_rows(figures);
  report.uptime = uptime_rows(figures);
  report.top_risks = risks(figures);
  report.coverage = coverage_rows(figures);
  report.usage = usage_rows(figures);
  report.recommendations = recommendations(figures);
  report.definitions = definitions();
  report.data_age = data_age(figures);
  return report;
}

}  // namespace mssp::report
