#include "report/cover_letter.hpp"

namespace mssp::report {

mail::Page cover_letter(const Executive& report) {
  mail::Page page;
  page.title = report.title + " " + report.scope.label;
  page.paragraphs.push_back("Attached is the report for " + report.scope.tenant + ", " + report.scope.period + " (" +
                            report.scope.zone + ").");
  for (const Kpi& kpi : report.kpis) {
    page.figures.emplace_back(kpi.label, (kpi.value.empty() ? "n/a" : kpi.value) + " \u2013 " + std::string(word(kpi.state)));
  }
  if (!report.what_you_decide.empty()) {
    page.paragraphs.push_back("What needs your decision is on its first page.");
  }
  if (!report.organisation.contact.empty()) page.paragraphs.push_back("Questions: " + report.organisation.contact + ".");
  page.signature = report.organisation.name;
  if (!report.authorship.classification.empty()) {
    page.signature += (page.signature.empty() ? "" : ", ") + report.authorship.classification;
  }
  return page;
}

}  // namespace mssp::report
