// The sections of all types, one function for each type, and those that several types share. Words and judgements only;
// every number comes from the figures.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/figures.hpp"
#include "report/model.hpp"

namespace mssp::report {

std::vector<Section> executive_sections(const Figures& figures);
std::vector<Section> sla_sections(const Figures& figures);
std::vector<Section> incident_sections(const Figures& figures);
std::vector<Section> vulnerability_sections(const Figures& figures);
std::vector<Section> quarterly_sections(const Figures& figures);
std::vector<Section> hygiene_sections(const Figures& figures);
std::vector<Section> baseline_sections(const Figures& figures);

namespace shared {

Kpi sla_kpi(const Figures& figures);
Kpi critical_kpi(const Figures& figures);
Kpi overdue_kpi(const Figures& figures);
Kpi tickets_kpi(const Figures& figures);
Kpi late_kpi(const Figures& figures);  // clocks that are open and overdue now
Kpi uptime_kpi(const Figures& figures);
Kpi coverage_kpi(const Figures& figures);
Kpi patch_kpi(const Figures& figures);

// How many devices keep to the patch policy. Of a period long past it is what was kept of its last day.
struct PatchFigure {
  std::int64_t compliant = 0;
  std::int64_t counted = 0;
  Percent share;
  std::string day = {};  // "30 Sep"; empty: as of now
};
std::optional<PatchFigure> patch_figure(const Figures& figures);  // nothing while nobody tells of patches
// A figure whose feed does not exist yet: no data, and why.
Kpi unknown_kpi(const std::string& label, const std::string& reason);

// A change against the period before, in steps of 1/`unit` (1, 10 or 100) with a word behind: "0.6 pt vs Aug".
Change change_of(std::int64_t now, std::int64_t before, std::int64_t unit, const std::string& word, const Figures& figures);
Change more_is_better(std::int64_t now, std::int64_t before, std::int64_t unit, const std::string& word, const Figures& figures);
std::string scan_gap(const Figures& figures);  // why nothing is known of findings now: "never scanned", "last scan was 41 days ago"
std::string scan_age(const Figures& figures);  // of the last scan; there must be one
std::string age_text(Seconds age);             // "5 min", "26 h", "3 days"

draw::Donut severity_ring(const SeverityCounts& counts);
Section findings(const Figures& figures);  // ring and the SLA trend
Section tickets(const Figures& figures);
Section service_levels(const Figures& figures);
Section uptime(const Figures& figures);
Section risks(const Figures& figures);
Section recommendations(const Figures& figures);
Section coverage(const Figures& figures);
Section data_age(const Figures& figures);
Section definitions(const std::vector<std::string>& terms);  // of those known
Section contact(const Figures& figures);

struct Recommendation {
  std::string title;
  std::string reason;
  std::string owner;
  int days = 30;  // from the end of the period
};
std::vector<Recommendation> recommended(const Figures& figures);

}  // namespace shared

// Of the executive and other reports; see posture.cpp for how it is computed.
Kpi posture_kpi(const Figures& figures);
std::vector<std::optional<std::int64_t>> posture_months(const Figures& figures);  // as many as figures.months
Section posture(const Figures& figures);
Section usage(const Figures& figures);
Section baseline_lights(const Figures& figures);

// Of devices, from what feeds tell; each says UNKNOWN while none does. See fleet_sections.cpp.
Kpi antivirus_kpi(const Figures& figures);
Kpi areas_kpi(const Figures& figures);
Section patch_section(const Figures& figures);
Section software_section(const Figures& figures);
Section protection_section(const Figures& figures);
Section settings_section(const Figures& figures);
Section device_sheets(const Figures& figures);  // only when `fleet` is there

// How sections are written.
Section section(std::string id, std::string title, std::vector<Block> blocks);
// A table, or the sentence that says why there is none.
Block table_or(Table table, const std::string& sentence);
Cell known(const std::string& text, const std::string& otherwise);      // a text that may be empty
Cell judged(Tone tone, const std::string& text, const std::string& otherwise);  // what is empty never looks good
Cell count_cell(std::int64_t count);
Cell alarm_cell(std::int64_t count);  // a count that should be zero
Cell severity_cell(Severity severity);
std::string date_text(Instant at, const Zone& zone);
std::string phrase(std::int64_t count, const std::string& one, const std::string& many);  // "1 ticket was"
std::string capitalised(std::string text);
std::string short_month(Month month);  // "Sep"
std::string short_day(const baseline::Day& day);  // "30 Sep"
std::string uptime_text(Percent percent);   // "99.95 %": floored to two decimals
std::string percent_goal(Percent percent);  // "95 %", "99.9 %"

}  // namespace mssp::report
