// The sections about devices that feeds tell of: patches, software, protection, settings, and the seven areas.
#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/sections.hpp"

namespace mssp::report {
namespace {

using baseline::Health;
using config::Area;

constexpr std::size_t most_rows = 40;
constexpr std::size_t most_items = 25;

std::string as_of(const Figures& figures) { return "As of " + local_text(figures.fleet->now, figures.zone) + "."; }

Section unknown(std::string id, std::string title, const std::string& what, const std::string& feed) {
  return section(std::move(id), std::move(title),
                 {Paragraph{"UNKNOWN: no " + feed + " feed delivers data yet, so " + what + " is not known. It counts as not fulfilled."}});
}

Tone tone_of(Health health) {
  switch (health) {
    case Health::healthy:
      return Tone::good;
    case Health::warn:
      return Tone::warn;
    case Health::fail:
      return Tone::bad;
    case Health::unknown:
      break;
  }
  return Tone::unknown;
}

Items listed(const std::vector<std::string>& all) {
  std::vector<std::string> shown(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), most_items)));
  if (all.size() > most_items) shown.push_back(fmt::format("{} more", all.size() - most_items));
  return {std::move(shown)};
}

void add_list(std::vector<Block>& blocks, const std::string& what, const std::vector<std::string>& all) {
  blocks.push_back(Paragraph{fmt::format("{}: {}.", what, all.empty() ? "none" : std::to_string(all.size()))});
  if (!all.empty()) blocks.push_back(listed(all));
}

// The devices that are not well in these areas, with what speaks against them.
Block area_table(const Fleet& fleet, std::initializer_list<Area> areas) {
  Table table{{{"Device", 12}, {"Area", 12}, {"Status", 9}, {"Evidence", 26}, {"From", 10}}, {}};
  for (const FleetDevice& device : fleet.devices) {
    for (const Area area : areas) {
      const baseline::AreaHealth& found = device.sheet.at(static_cast<std::size_t>(area));
      if (found.health == Health::healthy || table.rows.size() == most_rows) continue;
      std::string evidence = found.evidence;
      if (found.note) evidence += "; " + found.note->text;
      table.rows.push_back({{device.name}, {std::string(title(area))}, {std::string(name(found.health)), tone_of(found.health)}, {std::move(evidence)}, known(found.source, "—")});
    }
  }
  return table_or(std::move(table), "Every device is well here.");
}

std::string before(const Figures& figures) {
  if (!figures.devices_before) return {};
  return fmt::format(" ({}: {})", short_day(*figures.devices_before), percent_text(figures.devices_before->compliance()));
}

// Of a period long past: counts alone are kept of a day.
Section past_patches(const Figures& figures, const baseline::Day& day) {
  std::vector<Block> blocks{Paragraph{fmt::format(
      "{} of {} devices kept to the patch policy on {}: {}, rounded down{}. Left out: {} exempt, {} retired. This is the snapshot of that day, "
      "taken at {}; which devices it counted is not kept.",
      day.compliant, day.counted, day.day, percent_text(day.compliance()), before(figures), day.exempt, day.retired, local_text(day.taken_at, figures.zone))}};
  Table table{{{"Why others did not", 20}, {"Devices", 8, true}}, {}};
  for (const auto& [why, count] : {std::pair{"A patch past its deadline", day.overdue}, {"A restart pending for too long", day.reboot},
                                   {"Not seen lately", day.stale}, {"Never seen", day.never_seen}, {"Nothing told of its patches", day.no_data}}) {
    if (count > 0) table.rows.push_back({{why}, count_cell(count)});
  }
  blocks.push_back(table_or(std::move(table), "Every device kept to it."));
  return section("patches", "Patch compliance", std::move(blocks));
}

std::string counts(const Fleet& fleet, Area area) {
  return fmt::format("{}: {} healthy, {} warn, {} fail, {} unknown of {} devices.", title(area), fleet.count(area, Health::healthy),
                     fleet.count(area, Health::warn), fleet.count(area, Health::fail), fleet.count(area, Health::unknown), fleet.devices.size());
}

}  // namespace

namespace shared {

std::optional<PatchFigure> patch_figure(const Figures& figures) {
  if (figures.fleet && figures.fleet->patches_told && figures.fleet->compliance()) {
    return PatchFigure{figures.fleet->compliant, figures.fleet->counted, *figures.fleet->compliance()};
  }
  if (!figures.devices_at_end) return std::nullopt;
  const baseline::Day& day = *figures.devices_at_end;
  return PatchFigure{day.compliant, day.counted, *day.compliance(), short_day(day)};
}

Kpi patch_kpi(const Figures& figures) {
  const auto figure = patch_figure(figures);
  if (!figure) return unknown_kpi("Patch compliance", "no patch feed");
  constexpr std::int64_t good = 95'000;
  constexpr std::int64_t fair = 80'000;
  Kpi kpi{.label = "Patch compliance", .value = percent_text(figure->share),
          .state = figure->share.thousandths >= good ? Tone::good : figure->share.thousandths >= fair ? Tone::warn : Tone::bad,
          .change = {}, .note = fmt::format("{} of {} devices{}", figure->compliant, figure->counted, figure->day.empty() ? "" : " on " + figure->day),
          .months = {}, .target = "95 %"};
  if (figures.devices_before) {
    const Percent before = *figures.devices_before->compliance();
    const std::string since = short_day(*figures.devices_before);
    if (before == figure->share) kpi.change = {Direction::same, Tone::unknown, "as on " + since};
    else if (before < figure->share) kpi.change = {Direction::up, Tone::good, "from " + percent_text(before) + " on " + since};
    else kpi.change = {Direction::down, Tone::bad, "from " + percent_text(before) + " on " + since};
  }
  return kpi;
}

}  // namespace shared

Kpi antivirus_kpi(const Figures& figures) {
  if (!figures.fleet || !figures.fleet->told(Area::antivirus)) return shared::unknown_kpi("AV coverage", "no antivirus feed");
  const Fleet& fleet = *figures.fleet;
  const auto protected_ones = fleet.count(Area::antivirus, Health::healthy);
  const auto all = static_cast<std::int64_t>(fleet.devices.size());
  return {.label = "AV coverage", .value = percent_text(Percent{protected_ones * 100'000 / all}),
          .state = protected_ones == all ? Tone::good : fleet.count(Area::antivirus, Health::fail) > 0 ? Tone::bad : Tone::warn,
          .change = {}, .note = fmt::format("{} of {} devices", protected_ones, all), .months = {}, .target = "100 %"};
}

Section patch_section(const Figures& figures) {
  if (figures.devices_at_end) return past_patches(figures, *figures.devices_at_end);
  if (!figures.fleet || !figures.fleet->patches_told) return unknown("patches", "Patch compliance", "which devices lack which patches", "patch");
  const Fleet& fleet = *figures.fleet;
  const auto share = fleet.compliance();
  std::vector<Block> blocks{Paragraph{fmt::format(
      "{} of {} devices keep to the patch policy: {}{}. Left out: {} exempt, {} retired. A device that was not seen or tells nothing does not keep to it. {}",
      fleet.compliant, fleet.counted, share ? percent_text(share) + ", rounded down" : "n/a", before(figures), fleet.exempt, fleet.retired, as_of(figures))}};
  Table table{{{"Device", 14}, {"Group", 10}, {"Why", 36}}, {}};
  for (const FleetDevice& device : fleet.devices) {
    if (device.compliant || table.rows.size() == most_rows) continue;
    table.rows.push_back({{device.name}, known(device.group, "—"), {(device.exempt ? "exempt: " : "") + device.reason}});
  }
  blocks.push_back(table_or(std::move(table), "Every device keeps to it."));
  std::vector<std::string> critical;
  for (const MissingCritical& each : fleet.critical) {
    critical.push_back(fmt::format("{}: {}, {} days", each.device, each.patch, std::max<std::int64_t>(0, (fleet.now - each.since).count() / 86400)));
  }
  add_list(blocks, "Critical patches missing, by age", critical);
  return section("patches", "Patch compliance", std::move(blocks));
}

Section software_section(const Figures& figures) {
  if (!figures.fleet || !figures.fleet->software_told) {
    return unknown("software", "Software added, removed and outdated", "what is installed", "software");
  }
  std::vector<Block> blocks;
  add_list(blocks, "Added in the period", figures.fleet->added);
  add_list(blocks, "Removed in the period", figures.fleet->removed);
  add_list(blocks, "Outdated", figures.fleet->outdated);
  return section("software", "Software added, removed and outdated", std::move(blocks));
}

Section protection_section(const Figures& figures) {
  if (!figures.fleet || !figures.fleet->told(Area::antivirus)) {
    return unknown("protection", "Antivirus coverage and signatures", "which devices are protected", "antivirus");
  }
  return section("protection", "Antivirus coverage and signatures",
                 {Paragraph{counts(*figures.fleet, Area::antivirus) + " " + as_of(figures)}, area_table(*figures.fleet, {Area::antivirus})});
}

Section settings_section(const Figures& figures) {
  constexpr std::array settings{Area::disks, Area::firewall, Area::admins};
  const bool told = figures.fleet && std::any_of(settings.begin(), settings.end(), [&](Area area) { return figures.fleet->told(area); });
  if (!told) return unknown("settings", "Disks, firewall and local administrators", "how devices are set up", "device");
  std::vector<Block> blocks;
  blocks.reserve(settings.size() + 1);
  for (const Area area : settings) blocks.push_back(Paragraph{counts(*figures.fleet, area)});
  blocks.push_back(area_table(*figures.fleet, {Area::disks, Area::firewall, Area::admins}));
  return section("settings", "Disks, firewall and local administrators", std::move(blocks));
}

// One line an area: the worst of its devices decides, and what nobody tells is never well.
Section baseline_lights(const Figures& figures) {
  Table table{{{"Area", 11}, {"Status", 14}, {"Notes", 14}}, {}};
  for (const Area area : config::areas) {
    const std::string shown(title(area));
    if (!figures.fleet || !figures.fleet->told(area)) {
      table.rows.push_back({{shown}, judged(Tone::unknown, "", "no data"), {"no feed delivers it yet"}});
      continue;
    }
    const Fleet& fleet = *figures.fleet;
    Health worst = Health::healthy;
    for (const Health health : {Health::unknown, Health::warn, Health::fail}) {
      if (fleet.count(area, health) > 0) worst = health;
    }
    std::string notes = fmt::format("{} of {} healthy", fleet.count(area, Health::healthy), fleet.devices.size());
    for (const FleetDevice& device : fleet.devices) {
      const baseline::AreaHealth& found = device.sheet.at(static_cast<std::size_t>(area));
      if (found.health != worst || worst == Health::healthy) continue;
      notes += "; " + device.name + ": " + (found.note ? found.note->text : found.evidence);
      break;
    }
    table.rows.push_back({{shown}, {std::string(name(worst)), tone_of(worst)}, {std::move(notes)}});
  }
  return section("baseline", "Baseline health", {std::move(table)});
}

Kpi areas_kpi(const Figures& figures) {
  if (!figures.fleet) return shared::unknown_kpi("Areas OK", "0 of 7 are known");
  std::int64_t well = 0;
  std::int64_t told = 0;
  for (const Area area : config::areas) {
    told += figures.fleet->told(area) ? 1 : 0;
    well += figures.fleet->count(area, Health::healthy) == static_cast<std::int64_t>(figures.fleet->devices.size()) ? 1 : 0;
  }
  if (told == 0) return shared::unknown_kpi("Areas OK", "0 of 7 are known");
  return {.label = "Areas OK", .value = std::to_string(well), .state = well == 7 ? Tone::good : Tone::warn, .change = {},
          .note = fmt::format("of 7; {} are known", told), .months = {}};
}

Section device_sheets(const Figures& figures) {
  Table table{{{"Device", 8}, {"Updates", 10}, {"Apps", 10}, {"AV", 10}, {"Disks", 10}, {"Firewall", 10}, {"Admins", 10}, {"Remote", 10}}, {}};
  for (const FleetDevice& device : figures.fleet->devices) {
    std::vector<Cell> row{{device.name}};
    for (const baseline::AreaHealth& area : device.sheet) {
      // Eight columns: "unknown" is as narrow as this only in other words.
      const std::string word(area.health == Health::unknown ? "no data" : name(area.health));
      row.push_back({word, tone_of(area.health)});
    }
    table.rows.push_back(std::move(row));
  }
  return section("devices", "Device sheet", {Paragraph{as_of(figures)}, std::move(table)});
}

}  // namespace mssp::report