#include "report/executive_words.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "report/executive.hpp"

namespace mssp::report {
namespace {

// "1 ticket was", "3 tickets were"
std::string phrase(std::int64_t count, const std::string& one, const std::string& many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string tickets_sentence(const Figures& figures) {
  const MonthFigures& month = figures.months.back();
  if (month.opened == 0 && month.resolved == 0) return "No tickets were opened or resolved in this period.";
  return fmt::format("{} opened and {} resolved.", phrase(month.opened, "ticket was", "tickets were"), month.resolved);
}

std::string sla_sentence(const Figures& figures) {
  const MonthFigures& month = figures.months.back();
  if (!month.sla_met) return "No response or resolution time came due, so there is no SLA figure for this month.";
  if (month.met == month.decided) {
    return month.decided == 1 ? "The one response or resolution time that came due was kept."
                              : fmt::format("All {} response and resolution times that came due were kept.", month.decided);
  }
  return fmt::format("{} of {} response and resolution times that came due were kept ({}); {} missed.", month.met,
                     month.decided, percent_text(month.sla_met),
                     phrase(month.decided - month.met, "was", "were"));
}

std::string findings_sentence(const Figures& figures) {
  if (!figures.ever_scanned) return "No vulnerability scan has been imported yet, so nothing is known about open weaknesses.";
  const Findings& found = figures.findings;
  std::string text = fmt::format("{} {} open at the end of the period, {} of them critical and {} high.",
                                 phrase(found.open.total(), "finding", "findings"), found.open.total() == 1 ? "is" : "are",
                                 found.open.critical, found.open.high);
  if (found.open.total() == 0) text = "No findings are open.";
  if (figures.as_of < figures.period.to) {
    const std::size_t at = text.find(" at the end of the period");
    if (at != std::string::npos) text.replace(at, 25, "");
  }
  text += fmt::format(" {} first seen this month and {} fixed.", phrase(found.appeared, "was", "were"), found.fixed);
  if (found.overdue > 0) text += fmt::format(" {} past the agreed time to fix.", phrase(found.overdue, "is", "are"));
  return text;
}

}  // namespace

std::vector<std::string> what_happened(const Figures& figures) {
  return {tickets_sentence(figures) + " " + sla_sentence(figures), findings_sentence(figures)};
}

std::vector<std::string> what_we_did(const Figures& figures) {
  std::vector<std::string> done;
  const MonthFigures& month = figures.months.back();
  if (figures.scans.in_period > 0) {
    done.push_back(fmt::format("We evaluated {} covering {}.", phrase(figures.scans.in_period, "scan", "scans"),
                               phrase(figures.scans.assets, "asset", "assets")));
  }
  if (month.resolved > 0) done.push_back(fmt::format("We resolved {}.", phrase(month.resolved, "ticket", "tickets")));
  if (figures.findings.fixed > 0) {
    done.push_back(fmt::format("We confirmed that {} fixed.", phrase(figures.findings.fixed, "finding is", "findings are")));
  }
  return done;
}

std::vector<std::string> what_you_decide(const Figures& figures) {
  std::vector<std::string> decide;
  const Findings& found = figures.findings;
  if (found.overdue > 0) {
    decide.push_back(fmt::format("Approve a date to fix {}, or accept the risk in writing.",
                                 phrase(found.overdue, "finding that is overdue", "findings that are overdue")));
  }
  if (figures.usage.seats >= figures.tenant.seats) {
    decide.push_back(fmt::format("All {} seats are in use: decide whether more people need access.", figures.tenant.seats));
  }
  return decide;
}

std::vector<Recommendation> recommendations(const Figures& figures) {
  std::vector<Recommendation> all;
  const std::string provider = figures.organization.name;
  if (figures.findings.open.critical > 0) {
    all.push_back({"Fix the critical findings first",
                   fmt::format("{} open; each can be used to take over a system.",
                               phrase(figures.findings.open.critical, "is", "are")),
                   figures.tenant.name, ""});
  }
  if (figures.ever_scanned && figures.scans.assets_seen < figures.scans.assets) {
    all.push_back({"Find out what became of the assets no scan sees any more",
                   fmt::format("{} not seen in the last 30 days.",
                               phrase(figures.scans.assets - figures.scans.assets_seen, "was", "were")),
                   figures.tenant.name, ""});
  }
  if (!figures.ever_scanned) {
    all.push_back({"Run a first vulnerability scan", "Without one nobody knows which weaknesses are open.", provider, ""});
  }
  if (figures.primary_analyst.empty()) {
    all.push_back({"Name a primary analyst", "One person should know this environment and answer for it.", provider, ""});
  }
  const auto& services = figures.standing.uptime;
  if (std::any_of(services.begin(), services.end(), [](const auto& each) { return !each.uptime.percent; })) {
    all.push_back({"Set up availability checks", "Uptime is promised but not measured yet.", provider, ""});
  }
  return all;
}

std::vector<Definition> definitions() {
  return {{"SLA met",
           "Response and resolution clocks that stopped in time, as a share of all that were decided in the period: "
           "stopped, or past their due time. Rounded down. Clocks excluded for an approved reason are listed, not counted."},
          {"Open critical", "Findings of severity critical seen by then and neither fixed nor accepted."},
          {"Findings overdue",
           "Open findings older than the agreed time to fix: 7 days for critical, 30 for high, 90 for medium, 120 for low."},
          {"Uptime", "Agreed time less unplanned downtime, as a share of the agreed time. Time without data never counts as up."},
          {"n/a", "There was nothing to count, so there is no share to give."}};
}

}  // namespace mssp::report
