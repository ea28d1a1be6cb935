// The cards of figures that several reports show.
#include <fmt/core.h>

#include <algorithm>

#include "report/sections.hpp"

namespace mssp::report::shared {
namespace {

constexpr Percent sla_goal{95'000};  // the bound between good and attention

// A change of a count, where fewer is better.
Change fewer_is_better(std::int64_t now, std::int64_t before, const Span& previous) {
  const std::string since = previous.months == 1 ? short_month(previous.first) : previous.label().substr(0, 2);
  if (now == before) return {Direction::same, Tone::unknown, "as in " + since};
  return {now > before ? Direction::up : Direction::down, now > before ? Tone::bad : Tone::good,
          fmt::format("{} vs {}", std::abs(now - before), since)};
}

template <class Pick>
std::vector<std::optional<std::int64_t>> months(const Figures& figures, Pick pick) {
  std::vector<std::optional<std::int64_t>> all;
  for (const MonthFigures& month : figures.months) all.push_back(pick(month));
  return all;
}

Kpi count_kpi(const std::string& label, std::int64_t now, std::int64_t before, Tone when_any, const Figures& figures) {
  Kpi kpi{.label = label, .value = {}, .change = {}, .note = "never scanned", .months = {}};
  if (!figures.ever_scanned) return kpi;
  kpi.value = std::to_string(now);
  kpi.state = now == 0 ? Tone::good : when_any;
  kpi.note = "";
  if (figures.scanned_before) kpi.change = fewer_is_better(now, before, figures.span.before());
  return kpi;
}

}  // namespace

Kpi sla_kpi(const Figures& figures) {
  const std::int64_t met = figures.met();
  const std::int64_t decided = figures.decided();
  const auto share = sla::share(met, decided);
  Kpi kpi{.label = "SLA met", .value = {}, .change = {}, .note = fmt::format("{} of {}", met, decided), .months = {}};
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
    const std::int64_t points = share->thousandths / 100 - before->thousandths / 100;
    const Direction direction = points > 0 ? Direction::up : points < 0 ? Direction::down : Direction::same;
    const Tone meaning = points > 0 ? Tone::good : points < 0 ? Tone::bad : Tone::unknown;
    kpi.change = Change{direction, meaning, fmt::format("{}.{} pt · {}", std::abs(points) / 10, std::abs(points) % 10, kpi.note)};
    kpi.note.clear();
  }
  return kpi;
}

Kpi critical_kpi(const Figures& figures) {
  Kpi kpi = count_kpi("Open critical", figures.findings.open.of(Severity::critical),
                      figures.findings_before.open.of(Severity::critical), Tone::bad, figures);
  if (figures.ever_scanned) kpi.months = months(figures, [](const MonthFigures& month) { return month.open_critical; });
  return kpi;
}

Kpi overdue_kpi(const Figures& figures) {
  return count_kpi("Findings overdue", figures.findings.overdue, figures.findings_before.overdue, Tone::warn, figures);
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
  return {.label = "Tickets opened",
          .value = std::to_string(opened),
          .state = late == 0 ? Tone::good : Tone::warn,
          .change = {},
          .note = fmt::format("{} resolved, {} late", resolved, late),
          .months = months(figures, [](const MonthFigures& month) { return std::optional(month.opened); })};
}

Kpi uptime_kpi(const Figures& figures) {
  Kpi kpi = unknown_kpi("Uptime", "no check ran");
  for (const ServiceUptime& each : figures.uptime) {  // the worst of them
    if (!each.uptime.percent) continue;
    const std::string value = percent_text(each.uptime.percent);
    if (kpi.value.empty() || *each.uptime.percent < *parse_percent(kpi.value.substr(0, kpi.value.size() - 2))) {
      kpi.value = value;
      kpi.state = each.uptime.kept ? Tone::good : Tone::bad;
      kpi.note = "target " + text(each.uptime.target) + " %";
    }
  }
  return kpi;
}

Kpi coverage_kpi(const Figures& figures) {
  const Scans& scans = figures.scans;
  const auto share = sla::share(scans.assets_seen, scans.assets);
  if (!figures.ever_scanned || !share) return unknown_kpi("Assets scanned", "never scanned");
  return {.label = "Assets scanned",
          .value = percent_text(share),
          .state = scans.assets_seen == scans.assets ? Tone::good : Tone::warn,
          .change = {},
          .note = fmt::format("{} of {} in 30 days", scans.assets_seen, scans.assets),
          .months = {}};
}

Kpi unknown_kpi(const std::string& label, const std::string& reason) {
  return {.label = label, .value = {}, .state = Tone::unknown, .change = {}, .note = reason, .months = {}};
}

}  // namespace mssp::report::shared
