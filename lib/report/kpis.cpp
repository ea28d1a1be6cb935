// The cards of figures that several reports show.
#include <fmt/core.h>

#include <algorithm>

#include "report/sections.hpp"

namespace mssp::report::shared {
namespace {

constexpr Percent sla_goal{95'000};  // the bound between good and attention

std::string since(const Figures& figures) {
  const Span before = figures.span.before();
  return before.months == 1 ? short_month(before.first) : before.label().substr(0, 2);
}

// A change of a count, where fewer is better.
Change fewer_is_better(std::int64_t now, std::int64_t before, const Figures& figures) {
  Change change = change_of(now, before, 1, "", figures);
  if (now != before) change.meaning = now > before ? Tone::bad : Tone::good;
  return change;
}

template <class Pick>
std::vector<std::optional<std::int64_t>> months(const Figures& figures, Pick pick) {
  std::vector<std::optional<std::int64_t>> all;
  for (const MonthFigures& month : figures.months) all.push_back(pick(month));
  return all;
}

Kpi count_kpi(const std::string& label, std::int64_t now, std::int64_t before, Tone when_any, const Figures& figures) {
  if (!figures.scans_current()) return unknown_kpi(label, scan_gap(figures));
  Kpi kpi{.label = label, .value = std::to_string(now), .state = now == 0 ? Tone::good : when_any, .change = {}, .note = {}, .months = {},
          .target = "0", .age = scan_age(figures)};
  if (figures.scanned_before) kpi.change = fewer_is_better(now, before, figures);
  return kpi;
}

}  // namespace

Change change_of(std::int64_t now, std::int64_t before, std::int64_t unit, const std::string& word, const Figures& figures) {
  if (now == before) return {Direction::same, Tone::unknown, "as in " + since(figures)};
  const std::int64_t by = std::abs(now - before);
  const std::string amount = unit == 1 ? std::to_string(by) : fmt::format("{}.{:0{}}", by / unit, by % unit, unit == 10 ? 1 : 2);
  return {now > before ? Direction::up : Direction::down, Tone::unknown, fmt::format("{}{} vs {}", amount, word, since(figures))};
}

Change more_is_better(std::int64_t now, std::int64_t before, std::int64_t unit, const std::string& word, const Figures& figures) {
  Change change = change_of(now, before, unit, word, figures);
  if (now != before) change.meaning = now > before ? Tone::good : Tone::bad;
  return change;
}

std::string scan_gap(const Figures& figures) {
  if (!figures.ever_scanned()) return "never scanned";
  return "last scan was " + age_text(figures.as_of - *figures.scans.last) + " ago";
}

std::string scan_age(const Figures& figures) { return age_text(std::max(figures.as_of - *figures.scans.last, Seconds{0})); }

Kpi sla_kpi(const Figures& figures) {
  const std::int64_t met = figures.met();
  const std::int64_t decided = figures.decided();
  const auto share = sla::share(met, decided);
  Kpi kpi{.label = "SLA met", .value = {}, .change = {}, .note = fmt::format("{} of {}", met, decided), .months = {},
          .target = percent_goal(sla_goal)};
  if (!share) {
    kpi.note = "no clock was decided";
    return kpi;
  }
  kpi.value = percent_text(share);
  kpi.state = met == decided ? Tone::good : *share >= sla_goal ? Tone::warn : Tone::bad;
  kpi.months = months(figures, [](const MonthFigures& month) -> std::optional<std::int64_t> {
    if (!month.sla_met) return std::nullopt;
    return month.sla_met->thousandths;
  });
  // A quarter is compared with the three months before it, which are among the twelve.
  std::int64_t met_before = 0;
  std::int64_t decided_before = 0;
  const auto span = static_cast<std::size_t>(figures.span.months);
  for (std::size_t i = figures.months.size() - 2 * span; i < figures.months.size() - span; ++i) {
    met_before += figures.months[i].met;
    decided_before += figures.months[i].decided;
  }
  if (const auto before = sla::share(met_before, decided_before)) {
    kpi.change = more_is_better(share->thousandths / 100, before->thousandths / 100, 10, " pt", figures);
  }
  return kpi;
}

Kpi critical_kpi(const Figures& figures) {
  Kpi kpi = count_kpi("Open critical", figures.findings.open.of(Severity::critical),
                      figures.findings_before.open.of(Severity::critical), Tone::bad, figures);
  if (figures.scans_current()) kpi.months = months(figures, [](const MonthFigures& month) { return month.open_critical; });
  return kpi;
}

Kpi overdue_kpi(const Figures& figures) {
  Kpi kpi = count_kpi("Findings overdue", figures.findings.overdue, figures.findings_before.overdue, Tone::warn, figures);
  if (figures.scans_current()) kpi.months = months(figures, [](const MonthFigures& month) { return month.overdue; });
  return kpi;
}

Kpi tickets_kpi(const Figures& figures) {
  std::int64_t opened = 0;
  std::int64_t resolved = 0;
  const auto span = static_cast<std::size_t>(figures.span.months);
  for (std::size_t i = figures.months.size() - span; i < figures.months.size(); ++i) {
    opened += figures.months[i].opened;
    resolved += figures.months[i].resolved;
  }
  const auto late = std::count_if(figures.attention.begin(), figures.attention.end(), [](const LateClock& each) {
    return each.clock.state == sla::ClockState::open_breached;
  });
  std::int64_t opened_before = 0;
  for (std::size_t i = figures.months.size() - 2 * span; i < figures.months.size() - span; ++i) opened_before += figures.months[i].opened;
  return {.label = "Incidents",
          .value = std::to_string(opened),
          .state = late == 0 ? Tone::good : Tone::warn,
          .change = change_of(opened, opened_before, 1, "", figures),
          .note = fmt::format("{} resolved, {} late", resolved, late),
          .months = months(figures, [](const MonthFigures& month) { return std::optional(month.opened); })};
}

Kpi late_kpi(const Figures& figures) {
  std::int64_t open = 0;
  std::int64_t risk = 0;
  for (const LateClock& each : figures.attention) ++(each.clock.state == sla::ClockState::open_breached ? open : risk);
  return {.label = "Open and overdue", .value = std::to_string(open), .state = open == 0 ? Tone::good : Tone::bad, .change = {},
          .note = fmt::format("{} at risk", risk), .months = {}, .target = "0"};
}

Kpi uptime_kpi(const Figures& figures) {
  const ServiceUptime* worst = nullptr;
  for (const ServiceUptime& each : figures.uptime) {
    if (each.uptime.percent && (worst == nullptr || *each.uptime.percent < *worst->uptime.percent)) worst = &each;
  }
  if (worst == nullptr) return unknown_kpi("Uptime", figures.uptime.empty() ? "none is promised" : "no check ran");
  Kpi kpi{.label = "Uptime", .value = uptime_text(*worst->uptime.percent), .state = worst->uptime.kept ? Tone::good : Tone::bad, .change = {},
          .note = figures.uptime.size() > 1 ? worst->service : "", .months = months(figures, [](const MonthFigures& month) {
            return month.uptime ? std::optional(month.uptime->thousandths) : std::nullopt;
          }),
          .target = percent_goal(worst->uptime.target)};
  const auto& before = figures.months.at(figures.months.size() - 2).uptime;
  if (figures.span.months == 1 && before) {  // of a quarter the months' shares cannot be added
    kpi.change = more_is_better(worst->uptime.percent->thousandths / 10, before->thousandths / 10, 100, " pt", figures);
  }
  return kpi;
}

Kpi coverage_kpi(const Figures& figures) {
  const Scans& scans = figures.scans;
  const auto share = sla::share(scans.assets_seen, scans.assets);
  if (!figures.ever_scanned() || !share) return unknown_kpi("Assets scanned", "never scanned");
  return {.label = "Assets scanned",
          .value = percent_text(share),
          .state = scans.assets_seen == scans.assets ? Tone::good : Tone::warn,
          .change = {},
          .note = fmt::format("{} of {} in 30 days", scans.assets_seen, scans.assets),
          .months = {},
          .target = "100 %",
          .age = scan_age(figures)};
}

Kpi unknown_kpi(const std::string& label, const std::string& reason) {
  return {.label = label, .value = {}, .state = Tone::unknown, .change = {}, .note = reason, .months = {}};
}

}  // namespace mssp::report::shared
