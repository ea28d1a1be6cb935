// The executive report: what a manager reads in ten seconds.
#include <fmt/core.h>

#include "report/sections.hpp"

namespace mssp::report {
namespace {

std::string tickets_sentence(const Figures& figures) {
  const MonthFigures& month = figures.last_month();
  if (month.opened == 0 && month.resolved == 0) return "No tickets were opened or resolved in this period.";
  return fmt::format("{} opened and {} resolved.", phrase(month.opened, "ticket was", "tickets were"), month.resolved);
}

std::string sla_sentence(const Figures& figures) {
  const std::int64_t met = figures.met();
  const std::int64_t decided = figures.decided();
  if (decided == 0) return "No response or resolution time came due, so there is no SLA figure for this month.";
  if (met == decided) {
    return decided == 1 ? "The one response or resolution time that came due was kept."
                        : fmt::format("All {} response and resolution times that came due were kept.", decided);
  }
  return fmt::format("{} of {} response and resolution times that came due were kept ({}); {} missed.", met, decided,
                     percent_text(sla::share(met, decided)), phrase(decided - met, "was", "were"));
}

std::string findings_sentence(const Figures& figures) {
  if (!figures.ever_scanned()) return "No vulnerability scan has been imported yet, so nothing is known about open weaknesses.";
  if (!figures.scans_current()) return "UNKNOWN which weaknesses are open: the " + shared::scan_gap(figures) + ".";
  const Findings& found = figures.findings;
  std::string text = "No findings are open.";
  if (found.open.total() > 0) {
    text = fmt::format("{} open{}, {} of them critical and {} high.", phrase(found.open.total(), "finding is", "findings are"),
                       figures.complete() ? " at the end of the period" : "", found.open.of(Severity::critical),
                       found.open.of(Severity::high));
  }
  text += fmt::format(" {} first seen this month and {} fixed.", phrase(found.appeared, "was", "were"), found.fixed);
  if (found.overdue > 0) text += fmt::format(" {} past the agreed time to fix.", phrase(found.overdue, "is", "are"));
  return text;
}

// One thing to say is a sentence, several are a list.
std::vector<Block> points(std::vector<std::string> texts, const std::string& when_none) {
  if (texts.empty()) return {Paragraph{when_none}};
  if (texts.size() == 1) return {Paragraph{std::move(texts.front())}};
  return {Items{std::move(texts)}};
}

std::vector<std::string> what_we_did(const Figures& figures) {
  std::vector<std::string> done;
  if (figures.scans.in_period > 0) {
    done.push_back(fmt::format("We evaluated {} covering {}.", phrase(figures.scans.in_period, "scan", "scans"),
                               phrase(figures.scans.assets, "asset", "assets")));
  }
  if (figures.last_month().resolved > 0) {
    done.push_back(fmt::format("We resolved {}.", phrase(figures.last_month().resolved, "ticket", "tickets")));
  }
  if (figures.findings.fixed > 0) {
    done.push_back(fmt::format("We confirmed that {} fixed.", phrase(figures.findings.fixed, "finding is", "findings are")));
  }
  return done;
}

std::vector<std::string> what_you_decide(const Figures& figures) {
  std::vector<std::string> decide;
  if (figures.scans_current() && figures.findings.overdue > 0) {
    decide.push_back(fmt::format("Approve a date to fix {}, or accept the risk in writing.",
                                 phrase(figures.findings.overdue, "finding that is overdue", "findings that are overdue")));
  }
  if (figures.usage.seats >= figures.tenant.seats) {
    decide.push_back(fmt::format("All {} seats are in use: decide whether more people need access.", figures.tenant.seats));
  }
  return decide;
}

}  // namespace

// In the order in which they stand on the pages.
std::vector<Section> executive_sections(const Figures& figures) {
  return {section("summary", "", {Kpis{{posture_kpi(figures), shared::patch_kpi(figures), shared::sla_kpi(figures), shared::critical_kpi(figures),
                                        shared::tickets_kpi(figures), shared::uptime_kpi(figures)}}}),
          section("what-happened", "What happened",
                  {Paragraph{tickets_sentence(figures) + " " + sla_sentence(figures)}, Paragraph{findings_sentence(figures)}}),
          section("what-you-decide", "What you decide", points(what_you_decide(figures), "No decision is needed from you.")),
          shared::findings(figures),
          baseline_lights(figures),
          section("what-we-did", "What we did", points(what_we_did(figures), "No work was recorded in this period.")),
          shared::tickets(figures),
          shared::service_levels(figures),
          shared::uptime(figures),
          shared::risks(figures),
          shared::recommendations(figures),
          posture(figures),
          shared::coverage(figures),
          usage(figures),
          shared::data_age(figures),
          shared::definitions({"Posture", "Patch compliance", "SLA met", "Open critical", "Incidents", "Uptime", "Target, age", "n/a", "No data"}),
          shared::contact(figures)};
}

}  // namespace mssp::report
