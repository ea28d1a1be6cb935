// Posture: one figure of several components, shown so that a reader can recompute it.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "report/sections.hpp"

namespace mssp::report {
namespace {

struct Component {
  std::string name;
  std::int64_t weight = 0;
  bool enabled = false;                 // there is a feed, or there should be data
  std::optional<std::int64_t> score{};  // 0..100, floored; none: no data, which counts as 0
  std::string basis{};
};

std::vector<Component> components(const Figures& figures) {
  Component vulnerabilities{.name = "Vulnerabilities", .weight = 20, .enabled = true, .basis = shared::scan_gap(figures)};
  if (figures.scans_current()) {
    const std::int64_t open = figures.findings.open.total();
    const std::int64_t in_time = open - figures.findings.overdue;
    vulnerabilities.score = open == 0 ? 100 : in_time * 100 / open;
    vulnerabilities.basis = open == 0 ? "no finding is open" : fmt::format("{} of {} open findings within their time to fix", in_time, open);
  }
  Component levels{.name = "Service levels", .weight = 10, .basis = "no clock was decided"};
  if (figures.decided() > 0) {
    levels.enabled = true;
    levels.score = figures.met() * 100 / figures.decided();
    levels.basis = fmt::format("{} of {} clocks met", figures.met(), figures.decided());
  }
  const auto without = [](const char* name, std::int64_t weight) {
    return Component{.name = name, .weight = weight, .basis = "no feed delivers it"};
  };
  Component patches = without("Patches", 30);
  Component antivirus = without("Antivirus", 20);
  if (const auto figure = shared::patch_figure(figures)) {
    patches.enabled = true;
    patches.score = figure->compliant * 100 / figure->counted;
    patches.basis = fmt::format("{} of {} devices {} to the patch policy{}", figure->compliant, figure->counted, figure->day.empty() ? "keep" : "kept",
                                figure->day.empty() ? "" : " on " + figure->day);
  }
  if (figures.fleet && figures.fleet->told(config::Area::antivirus)) {
    const auto healthy = figures.fleet->count(config::Area::antivirus, baseline::Health::healthy);
    const auto all = static_cast<std::int64_t>(figures.fleet->devices.size());
    antivirus.enabled = true;
    antivirus.score = healthy * 100 / all;
    antivirus.basis = fmt::format("{} of {} devices are protected", healthy, all);
  }
  return {patches, antivirus, vulnerabilities, without("Backup", 10), levels, without("Alerts", 10)};
}

std::int64_t weights(const std::vector<Component>& all) {
  std::int64_t sum = 0;
  for (const Component& each : all) sum += each.enabled ? each.weight : 0;
  return sum;
}

std::int64_t mean(const std::vector<Component>& all) {
  std::int64_t sum = 0;
  for (const Component& each : all) sum += each.enabled ? each.weight * each.score.value_or(0) : 0;
  return sum / weights(all);
}

constexpr std::int64_t good = 85;
constexpr std::int64_t fair = 65;

Tone judged_score(std::int64_t score) { return score >= good ? Tone::good : score >= fair ? Tone::warn : Tone::bad; }

bool any_known(const std::vector<Component>& all) {
  return std::any_of(all.begin(), all.end(), [](const Component& each) { return each.enabled && each.score; });
}

std::int64_t enabled_of(const std::vector<Component>& all) {
  return std::count_if(all.begin(), all.end(), [](const Component& each) { return each.enabled; });
}

// The same components as they stood after `count` months from `first` on, as far as months remember: findings at their
// end, clocks in them.
std::vector<Component> components_of_months(const Figures& figures, std::size_t first, std::size_t count) {
  Figures past;
  const MonthFigures& last = figures.months.at(first + count - 1);
  if (last.open_findings) {
    past.scans.last = past.as_of;
    past.findings.open.of(Severity::info) = *last.open_findings;
    past.findings.overdue = last.overdue.value_or(0);
  }
  sla::ClockRow sum{};
  for (std::size_t i = first; i < first + count; ++i) {
    sum.met += figures.months[i].met;
    sum.missed += figures.months[i].decided - figures.months[i].met;
  }
  past.clocks = {sum};
  return components(past);
}

}  // namespace

std::vector<std::optional<std::int64_t>> posture_months(const Figures& figures) {
  const std::int64_t enabled = enabled_of(components(figures));
  std::vector<std::optional<std::int64_t>> all;
  for (std::size_t i = 0; i < figures.months.size(); ++i) {
    const auto then = components_of_months(figures, i, 1);
    // Of other components the figure would tell of something else.
    all.push_back(any_known(then) && enabled_of(then) == enabled ? std::optional(mean(then)) : std::nullopt);
  }
  return all;
}

Kpi posture_kpi(const Figures& figures) {
  const auto all = components(figures);
  if (!any_known(all)) return shared::unknown_kpi("Posture", "no component has data");
  const std::int64_t score = mean(all);
  const std::int64_t enabled = enabled_of(all);
  Kpi kpi{.label = "Posture", .value = std::to_string(score), .state = judged_score(score), .change = {},
          .note = fmt::format("{} of {} components", enabled, all.size()), .months = posture_months(figures), .target = std::to_string(good)};
  const auto span = static_cast<std::size_t>(figures.span.months);
  const auto before = components_of_months(figures, figures.months.size() - 2 * span, span);
  if (any_known(before) && enabled_of(before) == enabled) kpi.change = shared::more_is_better(score, mean(before), 1, "", figures);
  return kpi;
}

Section posture(const Figures& figures) {
  const auto all = components(figures);
  Table table{{{"Component", 14}, {"Weight", 7, true}, {"Score", 12}, {"Points", 7, true}, {"From", 30}}, {}};
  for (const Component& each : all) {
    const std::string score = each.score ? std::to_string(*each.score) : "";
    const Tone tone = each.score ? judged_score(*each.score) : Tone::unknown;
    table.rows.push_back({{each.name}, each.enabled ? count_cell(each.weight) : Cell{"—"}, judged(tone, score, "no data"),
                          each.enabled ? count_cell(each.weight * each.score.value_or(0)) : Cell{"—"}, {each.basis}});
  }
  const std::int64_t sum = weights(all);
  std::vector<Block> blocks{std::move(table)};
  std::int64_t points = 0;
  for (const Component& each : all) points += each.enabled ? each.weight * each.score.value_or(0) : 0;
  if (posture_kpi(figures).value.empty()) {
    blocks.push_back(Paragraph{"No component has data, so there is no posture figure."});
  } else {
    blocks.push_back(Paragraph{fmt::format("Posture = {} points / {} weights = {}, rounded down. Components without a feed are left out "
                                           "until one delivers; a component that should have data and has none counts as 0.",
                                           points, sum, points / sum)});
  }
  return section("posture", "Posture, component by component", std::move(blocks));
}

Section usage(const Figures& figures) {
  draw::Bullets bullets;
  const auto add = [&](const std::string& what, std::int64_t used, const std::optional<std::int64_t>& limit) {
    draw::Bullets::Item item{what, limit ? fmt::format("{} of {}", used, *limit) : fmt::format("{}, unlimited", used), {}, {}, Tone::first};
    // A limit of 0 is full as soon as anything is used.
    if (limit) item.share = *limit > 0 ? std::min<std::int64_t>(used * 100'000 / *limit, 100'000) : used > 0 ? 100'000 : 0;
    if (item.share && *item.share >= 80'000) item.tone = *item.share >= 100'000 ? Tone::bad : Tone::warn;
    bullets.items.push_back(std::move(item));
  };
  add("Seats", figures.usage.seats, figures.tenant.seats);
  if (figures.tier) {
    add("Assets", figures.usage.assets, figures.tier->assets);
    add("Scans this month", figures.usage.scans, figures.tier->scans_per_month);
  }
  return section("usage", "Usage against the tier", {Figure{"Usage against the limits of the tier", {std::move(bullets)}}});
}

}  // namespace mssp::report
