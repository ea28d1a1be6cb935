// What we recommend: rules over the figures, each with a reason, an owner and a date.
#include <fmt/core.h>

#include <algorithm>

#include "report/sections.hpp"

namespace mssp::report::shared {

std::vector<Recommendation> recommended(const Figures& figures) {
  std::vector<Recommendation> all;
  const std::string provider = figures.organization.name;
  const std::int64_t critical = figures.findings.open.of(Severity::critical);
  if (critical > 0) {
    all.push_back({"Fix the critical findings first",
                   fmt::format("{} open; each can be used to take over a system.", phrase(critical, "is", "are")), figures.tenant.name, 7});
  }
  if (figures.ever_scanned() && figures.scans.assets_seen < figures.scans.assets) {
    all.push_back({"Find out what became of the assets no scan sees any more",
                   fmt::format("{} not seen in the last 30 days.", phrase(figures.scans.assets - figures.scans.assets_seen, "was", "were")),
                   figures.tenant.name, 30});
  }
  if (figures.ever_scanned() && !figures.scans_current()) {
    all.push_back({"Scan again", "The " + scan_gap(figures) + ": which weaknesses are open today is not known.", provider, 7});
  }
  if (!figures.ever_scanned()) {
    all.push_back({"Run a first vulnerability scan", "Without one nobody knows which weaknesses are open.", provider, 14});
  }
  if (figures.primary_analyst.empty()) {
    all.push_back({"Name a primary analyst", "One person should know this environment and answer for it.", provider, 14});
  }
  const auto unmeasured = [](const ServiceUptime& each) { return !each.uptime.percent; };
  if (std::any_of(figures.uptime.begin(), figures.uptime.end(), unmeasured)) {
    all.push_back({"Set up availability checks", "Uptime is promised but not measured yet.", provider, 30});
  }
  return all;
}

Section recommendations(const Figures& figures) {
  Table table{{{"Recommendation", 18}, {"Why", 24}, {"Owner", 9}, {"Due", 9}}, {}};
  for (const Recommendation& item : recommended(figures)) {
    table.rows.push_back({{.text = item.title, .strong = true}, known(item.reason, "—"), known(item.owner, "nobody"),
                          {date_text(figures.period.to + std::chrono::days{item.days}, figures.zone)}});
  }
  return section("recommendations", "Recommendations",
                 {table_or(std::move(table), "We have no recommendation for the coming time.")});
}

}  // namespace mssp::report::shared
