// The hygiene and the baseline report. A section without a feed says so, and is never
// left out: what nobody measures is a finding of its own.
#include <fmt/core.h>

#include "base/text.hpp"
#include "report/sections.hpp"

namespace mssp::report {
namespace {

Section unknown(std::string id, std::string title, const std::string& what, const std::string& feed) {
  return section(std::move(id), std::move(title),
                 {Paragraph{"UNKNOWN: no " + feed + " feed delivers data yet, so " + what + " is not known. It counts as not fulfilled."}});
}

// What a scan sees from outside is all that is known of devices so far.
Section exposure(const Figures& figures) {
  Table table{{{"Severity", 8}, {"What can be reached", 28}, {"Asset", 16}}, {}};
  constexpr std::size_t most = 20;
  for (const FindingLine& finding : figures.open_findings) {
    if (finding.severity == Severity::info || table.rows.size() == most) break;
    table.rows.push_back({severity_cell(finding.severity), {finding.title}, {finding.asset}});
  }
  std::vector<Block> blocks{table_or(std::move(table), figures.ever_scanned() ? "Scans saw no weakness from the network." : "No data: no scan was imported yet.")};
  return section("exposure", "Seen from the network", std::move(blocks));
}

Section devices(const Figures& figures) {
  Table table{{{"Device", 17}, {"Address", 12}, {"First seen", 10}, {"Last seen", 10}, {"Critical", 7, true}, {"High", 5, true}, {"Other", 6, true}, {"Status", 17}}, {}};
  for (const AssetLine& asset : figures.assets) {
    const std::int64_t critical = asset.open.of(Severity::critical);
    const std::int64_t high = asset.open.of(Severity::high);
    const bool seen = asset.last_seen >= figures.as_of - std::chrono::days{30};
    const Cell status = !seen ? Cell{"not seen in 30 days", Tone::unknown}
                        : critical > 0 ? Cell{"fail", Tone::bad} : high > 0 ? Cell{"warn", Tone::warn} : Cell{"no grave finding", Tone::good};
    table.rows.push_back({known(asset.hostname, "—"), {asset.address}, {date_text(asset.first_seen, figures.zone)}, {date_text(asset.last_seen, figures.zone)},
                          alarm_cell(critical), alarm_cell(high), count_cell(asset.open.total() - critical - high), status});
  }
  return section("devices", "Device sheet", {table_or(std::move(table), "No data: no device is known.")});
}

Section deliverables(const Figures& figures) {
  std::vector<std::string> items;
  if (figures.fleet) {
    const Fleet& fleet = *figures.fleet;
    items.push_back(fmt::format("Agent installed on {} of {}, verified on {}", fleet.enrolled, phrase(static_cast<std::int64_t>(fleet.devices.size()), "device", "devices"), fleet.verified));
    items.push_back("Maintenance window: " + fleet.window);
  }
  for (const std::string& report : figures.reports_made) items.push_back("Report " + report);
  items.push_back(figures.scans.in_period > 0 ? fmt::format("{} evaluated", phrase(figures.scans.in_period, "scan", "scans")) : "No scan was evaluated in this period");
  return section("deliverables", "Deliverables of the period", {Items{std::move(items)}});
}

Kpi devices_kpi(const Figures& figures) {
  if (figures.fleet) {
    return {.label = "Devices managed", .value = std::to_string(figures.fleet->devices.size()), .state = Tone::good, .change = {}, .note = "registered", .months = {}};
  }
  if (figures.assets.empty()) return shared::unknown_kpi("Devices known", "none is recorded");
  return {.label = "Devices known", .value = std::to_string(figures.assets.size()), .state = Tone::good, .change = {}, .note = "seen by scans", .months = {}};
}

}  // namespace

std::vector<Section> hygiene_sections(const Figures& figures) {
  return {section("summary", "", {Kpis{{shared::patch_kpi(figures), antivirus_kpi(figures), shared::unknown_kpi("Open alerts", "no alert feed"),
                                        devices_kpi(figures), shared::coverage_kpi(figures), shared::critical_kpi(figures)}}}),
          patch_section(figures),
          software_section(figures),
          protection_section(figures),
          settings_section(figures),
          unknown("alerts", "Open alerts by severity and age", "which alerts are open", "alert"),
          unknown("policies", "Policy runs", "which policies ran", "device"),
          unknown("remote-sessions", "Remote sessions", "who was connected when", "device"),
          exposure(figures),
          shared::coverage(figures),
          shared::data_age(figures),
          shared::definitions({"Patch compliance", "Open critical", "Target, age", "No data"}),
          shared::contact(figures)};
}

std::vector<Section> baseline_sections(const Figures& figures) {
  Section areas = baseline_lights(figures);
  areas.id = "areas";
  areas.title = "The seven areas";
  return {section("summary", "", {Kpis{{areas_kpi(figures), devices_kpi(figures), shared::coverage_kpi(figures), shared::critical_kpi(figures)}}}),
          std::move(areas),
          figures.fleet ? device_sheets(figures) : devices(figures),
          deliverables(figures),
          shared::coverage(figures),
          shared::data_age(figures),
          shared::definitions({"Open critical", "Target, age", "No data"}),
          shared::contact(figures)};
}

}  // namespace mssp::report
