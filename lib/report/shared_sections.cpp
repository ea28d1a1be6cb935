// The sections that several reports show.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "report/sections.hpp"

namespace mssp::report::shared {
namespace {

constexpr std::int64_t sla_goal = 95'000;

draw::Bars severity_bars(const SeverityCounts& counts) {
  draw::Bars bars;
  for (const Severity severity : finding::severities) {
    bars.items.push_back({std::string(word(tone(severity))), counts.of(severity), tone(severity)});
  }
  return bars;
}

std::optional<draw::Line> sla_trend(const Figures& figures) {
  draw::Line line{.title = "SLA met", .labels = {}, .values = {}, .target = sla_goal, .latest = {}};
  bool any = false;
  for (const MonthFigures& month : figures.months) {
    line.labels.push_back(short_month(month.month));
    line.values.emplace_back();
    if (!month.sla_met) continue;
    line.values.back() = month.sla_met->thousandths;
    any = true;
  }
  if (!any) return std::nullopt;
  if (figures.last_month().sla_met) line.latest = percent_text(figures.last_month().sla_met);
  return line;
}

}  // namespace

draw::Donut severity_ring(const SeverityCounts& counts) {
  draw::Donut donut{{}, "open"};
  for (const Severity severity : finding::severities) {
    donut.slices.push_back({std::string(word(tone(severity))), counts.of(severity), tone(severity)});
  }
  return donut;
}

std::string age_text(Seconds age) {
  if (age < std::chrono::hours{2}) return fmt::format("{} min", age.count() / 60);
  if (age < std::chrono::hours{48}) return fmt::format("{} h", age.count() / 3600);
  return fmt::format("{} days", age.count() / 86400);
}

Section findings(const Figures& figures) {
  const auto trend = sla_trend(figures);
  if (!figures.scans_current()) {
    std::vector<Block> blocks{
        Paragraph{figures.ever_scanned()
                      ? fmt::format("UNKNOWN: {}, and what is older than {} days says nothing about today, so the number of open findings is not known.",
                                    "the " + scan_gap(figures), scan_age_limit.count())
                      : "No data: no vulnerability scan covers this period, so the number of open findings is not known."}};
    if (trend) blocks.push_back(Subheading{"SLA met"}), blocks.push_back(Figure{"SLA met by month", {*trend}});
    return section("findings", "Open findings by severity", std::move(blocks));
  }
  const SeverityCounts& open = figures.findings.open;
  const draw::Chart beside = trend ? draw::Chart(*trend) : draw::Chart(severity_bars(open));
  return section("findings", trend ? "Open findings by severity and SLA met" : "Open findings by severity",
                 {Figure{trend ? "Open findings by severity, and SLA met by month" : "Open findings by severity", {severity_ring(open), beside}}});
}

Section tickets(const Figures& figures) {
  draw::Columns chart{{}, {{"Opened", Tone::second, {}}, {"Resolved", Tone::first, {}}}};
  bool any = false;
  for (const MonthFigures& month : figures.months) {
    chart.labels.push_back(short_month(month.month));
    chart.series[0].counts.push_back(month.opened);
    chart.series[1].counts.push_back(month.resolved);
    any = any || month.opened > 0 || month.resolved > 0;
  }
  if (!any) return section("tickets", "Tickets", {Paragraph{"No tickets were opened in this period."}});
  return section("tickets", "Tickets opened and resolved", {Figure{"Tickets opened and resolved by month", {chart}}});
}

Section service_levels(const Figures& figures) {
  Table table{{{"Clock", 15}, {"Priority"}, {"Target"}, {"Met", 7, true}, {"Missed", 9, true}, {"Excluded", 11, true},
               {"At risk", 9, true}, {"Breached", 11, true}, {"Compliance", 15}},
              {}};
  struct Sum {
    std::int64_t met = 0;
    std::int64_t decided = 0;
  };
  std::map<std::string, Sum> sums;
  for (const sla::ClockRow& row : figures.clocks) {
    const std::string kind = capitalised(std::string(sla::name(row.kind)));
    const bool late = row.missed > 0 || row.open_breached > 0;
    const bool any = row.met + row.missed > 0;
    const Tone tone = late ? Tone::bad : row.at_risk > 0 ? Tone::warn : any ? Tone::good : Tone::unknown;
    table.rows.push_back({{kind}, {std::string(sla::name(row.priority))}, {duration_text(row.target)}, count_cell(row.met),
                          alarm_cell(row.missed), count_cell(row.voided), alarm_cell(row.at_risk), alarm_cell(row.open_breached),
                          judged(tone, row.compliance() ? percent_text(row.compliance()) : "", "n/a")});
    sums[kind].met += row.met;
    sums[kind].decided += row.met + row.missed;
  }
  std::vector<Block> blocks;
  draw::Bullets bullets;
  for (const auto& [kind, sum] : sums) {
    const auto share = sla::share(sum.met, sum.decided);
    if (!share) continue;
    const Tone tone = sum.met == sum.decided ? Tone::good : share->thousandths >= sla_goal ? Tone::warn : Tone::bad;
    bullets.items.push_back({kind + " times kept", fmt::format("{} ({} of {})", percent_text(share), sum.met, sum.decided),
                             share->thousandths, sla_goal, tone});
  }
  if (!bullets.items.empty()) blocks.push_back(Figure{"Share of times kept, against the goal of 95 %", {std::move(bullets)}});
  blocks.push_back(table_or(std::move(table), "No service level clock was decided in this period."));
  return section("service-levels", "Service levels", std::move(blocks));
}

Section uptime(const Figures& figures) {
  Table table{{{"Service", 20}, {"Target", 8}, {"Measured", 12}, {"Downtime"}, {"Budget left"}, {"Without data"}}, {}};
  for (const auto& [service, uptime] : figures.uptime) {
    const bool measured = uptime.percent.has_value();
    table.rows.push_back({{service}, {text(uptime.target) + " %"},
                          judged(uptime.kept ? Tone::good : Tone::bad, measured ? uptime_text(*uptime.percent) : "", "no data"),
                          measured ? Cell{duration_text(uptime.downtime)} : Cell{"n/a"},
                          measured ? Cell{duration_text(uptime.budget_left)} : Cell{"n/a"}, {duration_text(uptime.unknown)}});
  }
  return section("uptime", "Uptime", {table_or(std::move(table), "No uptime is promised, and no service is watched for it.")});
}

Section risks(const Figures& figures) {
  Table table{{{"Severity", 8}, {"Risk", 25}, {"Asset", 13}, {"Owner", 7}, {"Due", 18}}, {}};
  for (const FindingLine& finding : figures.worst) {
    Cell due = known(finding.due_at ? date_text(*finding.due_at, figures.zone) : "", "no date");
    if (finding.due_at && *finding.due_at < figures.as_of) due = {.text = due.text + ", overdue", .mark = Tone::bad, .alarm = true};
    table.rows.push_back({severity_cell(finding.severity), {finding.title}, {finding.asset}, known(finding.owner, "nobody"), due});
  }
  return section("risks", "Top risks", {table_or(std::move(table), figures.ever_scanned()
                                                                       ? "No open finding needs to be named here."
                                                                       : "No data: without a scan no risk can be named.")});
}

Section coverage(const Figures& figures) {
  Table table{{{"Coverage", 20}, {"Count", 12}, {"Notes", 18}}, {}};
  const Scans& scans = figures.scans;
  const std::string recent = "Assets scanned in the last 30 days";
  if (figures.ever_scanned()) {
    const std::int64_t unseen = scans.assets - scans.assets_seen;
    table.rows.push_back({{recent}, judged(unseen == 0 ? Tone::good : Tone::warn, fmt::format("{} of {}", scans.assets_seen, scans.assets), ""),
                          known(unseen == 0 ? "" : fmt::format("{} not seen since", unseen), "—")});
    table.rows.push_back({{"Scans in the period"}, judged(scans.in_period > 0 ? Tone::good : Tone::warn, std::to_string(scans.in_period), ""), {"—"}});
  } else {
    table.rows.push_back({{recent}, judged(Tone::unknown, "", "no data"), {"no scan was imported yet"}});
  }
  return section("coverage", "What the figures cover", {std::move(table)});
}

Section data_age(const Figures& figures) {
  Table table{{{"Source", 22}, {"Last updated", 14}, {"Age", 12}}, {}};
  table.rows.push_back({{"Tickets and SLA clocks"}, {local_text(figures.as_of, figures.zone)}, judged(Tone::good, age_text(Seconds{0}), "")});
  if (figures.scans.last) {
    const Seconds age = std::max(figures.as_of - *figures.scans.last, Seconds{0});
    table.rows.push_back({{"Vulnerability scans"}, {local_text(*figures.scans.last, figures.zone)},
                          judged(figures.scans_current() ? Tone::good : Tone::bad, age_text(age) + (figures.scans_current() ? "" : ", too old to rely on"), "")});
  } else {
    table.rows.push_back({{"Vulnerability scans"}, {"never"}, judged(Tone::unknown, "", "no data")});
  }
  const auto feed = [&](const char* name, const std::optional<Instant>& last, Seconds limit) {
    if (!last) return table.rows.push_back({{name}, {"never"}, judged(Tone::unknown, "", "no feed")});
    const Seconds age = std::max(figures.as_of - *last, Seconds{0});
    table.rows.push_back({{name}, {local_text(*last, figures.zone)}, judged(age <= limit ? Tone::good : Tone::bad, age_text(age) + (age <= limit ? "" : ", too old to rely on"), "")});
  };
  const Fleet none;
  const Fleet& fleet = figures.fleet ? *figures.fleet : none;
  if (figures.devices_at_end) {
    table.rows.push_back({{"Patches"}, {local_text(figures.devices_at_end->taken_at, figures.zone)}, {"the snapshot of that day", Tone::good}});
  } else {
    feed("Patches and software", fleet.patches_at, std::chrono::days{3});
  }
  feed("Antivirus and EDR", fleet.antivirus_at, std::chrono::days{3});
  feed("Device health", fleet.facts_at, std::chrono::days{7});
  feed("Backups", std::nullopt, Seconds{0});
  return section("data-age", "Age of the data", {std::move(table)});
}

Section definitions(const std::vector<std::string>& terms) {
  static const std::map<std::string, std::string> meanings{
      {"SLA met",
       "Response and resolution clocks that stopped in time, as a share of all that were decided in the period: stopped, or past "
       "their due time. Rounded down. Clocks excluded for an approved reason are listed, not counted."},
      {"Incidents", "Tickets opened in the period, of whatever priority."},
      {"Patch compliance", "Devices without an approved patch past its deadline and seen within 72 hours, as a share of all managed devices."},
      {"Known exploited", "Open findings with a CVE in CISA's catalogue of known exploited vulnerabilities."},
      {"Open critical", "Findings of severity critical seen by then and neither fixed nor accepted."},
      {"Findings overdue",
       "Open findings older than the agreed time to fix: 7 days for critical, 30 for high, 90 for medium, 120 for low."},
      {"Uptime", "Agreed time less unplanned downtime, as a share of the agreed time. Time without data never counts as up."},
      {"Posture",
       "Weighted mean of the components that have a feed, each from 0 to 100: patches 30, antivirus 20, vulnerabilities 20, backup "
       "10, service levels 10, alerts 10. A component that should have data and has none counts as 0."},
      {"Median, P90", "Half of the times, and nine of ten, are no longer than this. Business time of the agreed calendar."},
      {"MTTA, MTTR", "Mean time to answer and mean time to resolve, over the clocks that stopped in the period."},
      {"Reopen rate", "Tickets reopened at least once, as a share of the tickets listed."},
      {"n/a", "There was nothing to count, so there is no share to give."},
      {"No data", "The figure exists, but nothing delivers it, or what was delivered is too old: of scans, older than 35 days. It is never read as good."},
      {"Target, age", "Beside a figure stand what it should be and, unless it is of the very end of the period, how old its data is."}};
  Table table{{{"Term", 10}, {"Meaning", 34}}, {}};
  for (const std::string& term : terms) table.rows.push_back({{.text = term, .strong = true}, {meanings.at(term)}});
  return section("definitions", "Definitions", {std::move(table)});
}

Section contact(const Figures& figures) {
  std::vector<Block> blocks;
  const config::Organization& provider = figures.organization;
  std::string how = provider.email.value_or("");
  if (provider.phone) how += (how.empty() ? "" : ", ") + *provider.phone;
  if (!how.empty()) blocks.push_back(Paragraph{"Questions about this report: " + how});
  if (blocks.empty()) blocks.push_back(Paragraph{"No contact is recorded."});
  if (!figures.primary_analyst.empty()) {
    blocks.push_back(Paragraph{"Escalation: " + figures.primary_analyst + ", your primary analyst" +
                               (provider.name.empty() ? "." : ", then the management of " + provider.name + ".")});
  }
  return section("contact", "Contact", std::move(blocks));
}

}  // namespace mssp::report::shared
