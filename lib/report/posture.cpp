// Posture: one figure of several components, shown so that a reader can recompute it; and the areas of a baseline.
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
  Component vulnerabilities{.name = "Vulnerabilities", .weight = 20, .enabled = true, .basis = "no scan was imported yet"};
  if (figures.ever_scanned) {
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
  return {without("Patches", 30), without("Antivirus", 20), vulnerabilities, without("Backup", 10), levels, without("Alerts", 10)};
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

}  // namespace

Kpi posture_kpi(const Figures& figures) {
  const auto all = components(figures);
  const bool any = std::any_of(all.begin(), all.end(), [](const Component& each) { return each.enabled && each.score; });
  if (!any) return shared::unknown_kpi("Posture", "no component has data");
  constexpr std::int64_t good = 85;
  constexpr std::int64_t fair = 65;
  const std::int64_t score = mean(all);
  const auto enabled = std::count_if(all.begin(), all.end(), [](const Component& each) { return each.enabled; });
  return {.label = "Posture", .value = std::to_string(score),
          .state = score >= good ? Tone::good : score >= fair ? Tone::warn : Tone::bad,
          .change = {}, .note = fmt::format("{} of {} components", enabled, all.size()), .months = {}};
}

Section posture(const Figures& figures) {
  const auto all = components(figures);
  Table table{{{"Component", 14}, {"Weight", 7, true}, {"Score", 12}, {"Points", 7, true}, {"From", 30}}, {}};
  for (const Component& each : all) {
    const std::string score = each.score ? std::to_string(*each.score) : "";
    const Tone tone = !each.score ? Tone::unknown : *each.score >= 85 ? Tone::good : *each.score >= 65 ? Tone::warn : Tone::bad;
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

Section baseline_lights() {
  Table table{{{"Area", 11}, {"Status", 14}, {"Notes", 14}}, {}};
  for (const auto& [area, feed] : baseline_areas) {
    table.rows.push_back({{std::string(area)}, judged(Tone::unknown, "", "no data"), {"no " + std::string(feed) + " feed delivers it yet"}});
  }
  return section("baseline", "Baseline health", {std::move(table)});
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
