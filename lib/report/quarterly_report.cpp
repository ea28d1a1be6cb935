// The quarterly business review: promises kept or not, every figure over a year, what recurs, what runs out, the way
// ahead.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "report/sections.hpp"

namespace mssp::report {
namespace {

constexpr auto soon = std::chrono::days{90};

Section promises(const Figures& figures) {
  if (!figures.promised) {
    return section("promises", "What we promised last quarter",
                   {Paragraph{"UNKNOWN: no review of " + figures.span.before().label() + " is kept, so there is nothing to compare with."}});
  }
  Table table{{{"Recommended in " + figures.span.before().label(), 30}, {"Now", 20}}, {}};
  const auto now = shared::recommended(figures);
  for (const std::string& title : *figures.promised) {
    const bool again = std::any_of(now.begin(), now.end(), [&](const auto& each) { return each.title == title; });
    table.rows.push_back({{title}, again ? Cell{"still to be done", Tone::warn} : Cell{"done: its reason is gone", Tone::good}});
  }
  return section("promises", "What we promised last quarter", {table_or(std::move(table), "Nothing was recommended last quarter.")});
}

// Small multiples: one chart for each figure, all over the same twelve months.
Section trends(const Figures& figures) {
  draw::Line sla{.title = "SLA met", .labels = {}, .values = {}, .target = 95'000, .latest = {}};
  draw::Line uptime{.title = "Uptime", .labels = {}, .values = {}, .target = {}, .latest = {}};
  if (figures.promise.uptime) uptime.target = figures.promise.uptime->thousandths;
  draw::Columns tickets{{}, {{"Opened", Tone::second, {}}, {"Resolved", Tone::first, {}}}};
  draw::Columns open{{}, {{"Critical", Tone::critical, {}}, {"Other findings", Tone::second, {}}}, true};
  draw::Columns overdue{{}, {{"Findings overdue", Tone::bad, {}}}};
  draw::Columns posture{{}, {{"Posture", Tone::first, {}}}};
  const auto scores = posture_months(figures);
  for (std::size_t i = 0; i < figures.months.size(); ++i) {
    const MonthFigures& month = figures.months[i];
    const std::string label = short_month(month.month);
    for (draw::Line* line : {&sla, &uptime}) line->labels.push_back(label);
    sla.values.push_back(month.sla_met ? std::optional(month.sla_met->thousandths) : std::nullopt);
    uptime.values.push_back(month.uptime ? std::optional(month.uptime->thousandths) : std::nullopt);
    tickets.labels.push_back(label);
    tickets.series[0].counts.push_back(month.opened);
    tickets.series[1].counts.push_back(month.resolved);
    if (scores[i]) posture.labels.push_back(label), posture.series[0].counts.push_back(*scores[i]);
    if (!month.open_findings) continue;
    for (draw::Columns* columns : {&open, &overdue}) columns->labels.push_back(label);
    open.series[0].counts.push_back(*month.open_critical);
    open.series[1].counts.push_back(*month.open_findings - *month.open_critical);
    overdue.series[0].counts.push_back(month.overdue.value_or(0));
  }
  if (figures.last_month().sla_met) sla.latest = percent_text(figures.last_month().sla_met);
  if (figures.last_month().uptime) uptime.latest = uptime_text(*figures.last_month().uptime);

  std::vector<std::pair<std::string, draw::Chart>> charts;
  std::vector<std::string> unknown;
  const auto add = [&](bool any, const std::string& words, draw::Chart chart) {
    if (any) charts.emplace_back(words, std::move(chart));
    else unknown.push_back(words);
  };
  const auto known = [](const draw::Line& line) {
    return std::any_of(line.values.begin(), line.values.end(), [](const auto& value) { return value.has_value(); });
  };
  add(!posture.labels.empty(), "posture", posture);
  add(known(sla), "SLA met", sla);
  add(true, "tickets opened and resolved", tickets);
  add(known(uptime), "uptime", uptime);
  add(!open.labels.empty(), "open findings at the end of each month", open);
  add(!overdue.labels.empty(), "findings overdue at the end of each month", overdue);
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < charts.size(); i += 2) {
    Figure figure{capitalised(charts[i].first) + " by month", {charts[i].second}};
    if (i + 1 < charts.size()) {
      figure.title = capitalised(charts[i].first) + ", and " + charts[i + 1].first + ", by month";
      figure.charts.push_back(charts[i + 1].second);
    }
    blocks.push_back(std::move(figure));
  }
  if (!unknown.empty()) blocks.push_back(Paragraph{"No data in these twelve months: " + join(unknown, ", ") + "."});
  return section("trends", "A year of figures", std::move(blocks));
}

Section causes(const Figures& figures) {
  std::map<std::string, std::int64_t> subjects;
  for (const TicketLine& ticket : figures.tickets) ++subjects[ticket.subject];
  std::map<std::string, std::int64_t> rules;
  for (const FindingLine& finding : figures.open_findings) {
    if (finding.severity != Severity::info) ++rules[finding.title];
  }
  std::vector<std::tuple<std::int64_t, std::string, std::string>> all;
  for (const auto& [subject, count] : subjects) {
    if (count > 1) all.emplace_back(count, subject, "tickets");
  }
  for (const auto& [rule, count] : rules) {
    if (count > 1) all.emplace_back(count, rule, "open findings");
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return std::get<0>(a) > std::get<0>(b); });
  constexpr std::size_t most = 10;
  if (all.size() > most) all.resize(most);
  Table table{{{"What recurs", 34}, {"How often", 12}}, {}};
  for (const auto& [count, what, kind] : all) table.rows.push_back({{what}, {fmt::format("{} {}", count, kind)}});
  std::vector<Block> blocks{table_or(std::move(table), "No subject of a ticket and no finding occurred more than once.")};
  if (figures.reopened_findings > 0) {
    blocks.push_back(Paragraph{fmt::format("{} open although fixed before.", phrase(figures.reopened_findings, "finding is", "findings are"))});
  }
  return section("causes", "What keeps coming back", std::move(blocks));
}

Section acceptances(const Figures& figures) {
  Table table{{{"Severity", 8}, {"Accepted risk", 22}, {"Asset", 13}, {"Owner", 15}, {"Runs out", 13}}, {}};
  for (const FindingLine& finding : figures.accepted) {
    if (!finding.expires_at || *finding.expires_at >= figures.period.to + soon) continue;
    const std::string date = date_text(*finding.expires_at, figures.zone);
    table.rows.push_back({severity_cell(finding.severity), {finding.title}, {finding.asset}, known(finding.owner, "nobody"),
                          *finding.expires_at < figures.as_of ? Cell{.text = date + ", over", .mark = Tone::bad, .alarm = true} : Cell{date, Tone::warn}});
  }
  return section("acceptances", "Accepted risks that run out within 90 days", {table_or(std::move(table), "No accepted risk runs out soon.")});
}

Section recommendations(const Figures& figures) {
  Table table{{{"Recommendation", 18}, {"Why", 22}, {"Cost", 9}, {"Owner", 9}, {"Due", 9}}, {}};
  for (const auto& item : shared::recommended(figures)) {
    table.rows.push_back({{.text = item.title, .strong = true}, known(item.reason, "—"), {"not estimated"}, known(item.owner, "nobody"),
                          {date_text(figures.period.to + std::chrono::days{item.days}, figures.zone)}});
  }
  return section("recommendations", "Recommendations", {table_or(std::move(table), "We have no recommendation for the coming quarter.")});
}

Section roadmap(const Figures& figures) {
  draw::Gantt gantt;
  const Month first = plus_months(figures.span.last(), 1);
  for (int i = 0; i < 3; ++i) gantt.columns.push_back(short_month(plus_months(first, i)));
  for (const auto& item : shared::recommended(figures)) {
    gantt.tasks.push_back({item.title, 0, std::min(item.days * 1000 / 30, 3000), Tone::first});
  }
  const SeverityCounts& open = figures.findings.open;
  if (open.of(Severity::high) > 0) gantt.tasks.push_back({"Fix findings of severity high", 0, 1000, Tone::high});
  if (open.of(Severity::medium) > 0) gantt.tasks.push_back({"Fix findings of severity medium", 0, 3000, Tone::medium});
  if (gantt.tasks.empty()) return section("roadmap", "Roadmap", {Paragraph{"Nothing is planned beyond the routine."}});
  return section("roadmap", "Roadmap", {Figure{"Roadmap of the coming quarter: tasks by month", {std::move(gantt)}},
                                        Paragraph{"Ends are the dates of the recommendations above and the agreed times to fix."}});
}

}  // namespace

std::vector<Section> quarterly_sections(const Figures& figures) {
  return {section("summary", "", {Kpis{{posture_kpi(figures), shared::sla_kpi(figures), shared::critical_kpi(figures), shared::overdue_kpi(figures),
                                        shared::tickets_kpi(figures), shared::uptime_kpi(figures)}}}),
          promises(figures),
          trends(figures),
          causes(figures),
          acceptances(figures),
          section("life-cycle", "Life cycle of hardware and software", {Paragraph{"UNKNOWN: no feed delivers the age or the end of support of devices and software yet."}}),
          recommendations(figures),
          roadmap(figures),
          usage(figures),
          shared::data_age(figures),
          shared::definitions({"SLA met", "Open critical", "Findings overdue", "Posture", "Uptime", "n/a", "No data"}),
          shared::contact(figures)};
}

}  // namespace mssp::report
