#include "report/report_types.hpp"

#include <fmt/core.h>

#include "base/text.hpp"
#include "report/sections.hpp"

namespace mssp::report {

const std::vector<Type>& types() {
  static const std::vector<Type> all{
      {"executive", "executive-summary", "Monthly Executive Report", "how the month went, on a few pages for those who decide", 1,
       {}, executive_sections,
       {"summary", "changes", "what-happened", "what-you-decide", "findings", "baseline", "what-we-did", "tickets", "service-levels",
        "uptime", "risks", "recommendations", "posture", "coverage", "usage", "data-age", "definitions", "contact"}},
      {"sla", "sla-compliance", "Service Level Report", "what was promised and what was kept, clock by clock", 1, {.tickets = true},
       sla_sections,
       {"summary", "changes", "compliance", "times", "breaches", "exceptions", "at-risk", "uptime", "trend", "rules", "data-age", "definitions", "contact"}},
      {"incident", "incident-report", "Incident Report", "every ticket of the month with its times and verdicts", 1,
       {.tickets = true}, incident_sections,
       {"summary", "changes", "totals", "tickets", "exceptions", "timelines", "trend", "data-age", "definitions", "contact"}},
      {"vulnerability", "vulnerability-report", "Vulnerability Report", "open, new and fixed findings, risks accepted, and the full list", 1,
       {.findings = true}, vulnerability_sections,
       {"summary", "changes", "findings", "movement", "overdue", "hosts", "rules", "exploited", "accepted", "details", "coverage",
        "data-age", "definitions", "register", "contact"}},
      {"quarterly", "quarterly-review", "Quarterly Business Review", "promises kept, trends, risks that run out, and the way ahead", 3,
       {.tickets = true, .findings = true, .promises_of = "quarterly"}, quarterly_sections,
       {"summary", "changes", "promises", "trends", "causes", "acceptances", "life-cycle", "recommendations", "roadmap", "usage", "data-age",
        "definitions", "contact"}},
      {"hygiene", "hygiene-report", "Hygiene Report", "patches, software, protection and settings of devices", 1,
       {.findings = true, .assets = true}, hygiene_sections,
       {"summary", "changes", "patches", "software", "protection", "settings", "alerts", "policies", "remote-sessions", "exposure",
        "coverage", "data-age", "definitions", "contact"}},
      {"baseline", "baseline-report", "Baseline Report", "seven areas of a healthy device, and every device known", 1,
       {.assets = true}, baseline_sections,
       {"summary", "changes", "areas", "devices", "deliverables", "coverage", "data-age", "definitions", "contact"}},
  };
  return all;
}

std::vector<std::string> type_names() {
  std::vector<std::string> names;
  for (const Type& type : types()) names.emplace_back(type.name);
  return names;
}

const Type* find_type(std::string_view name_or_template) {
  for (const Type& type : types()) {
    if (type.name == name_or_template || type.template_name == name_or_template) return &type;
  }
  return nullptr;
}

Model make_model(const Type& type, const Figures& figures, Instant frozen_at) {
  const config::Organization& provider = figures.organization;
  Model model;
  model.type = type.name;
  model.title = type.title;
  model.organisation.name = provider.name.empty() ? "Your security provider" : provider.name;
  std::vector<std::string> contact;
  if (provider.email) contact.push_back(*provider.email);
  if (provider.phone) contact.push_back(*provider.phone);
  model.organisation.contact = join(contact, ", ");
  model.scope = {.tenant = figures.tenant.name,
                 .tier = capitalised(figures.tenant.tier),
                 .period = period_text(figures.period, figures.zone) + (figures.complete() ? "" : ", so far"),
                 .label = figures.span.label(),
                 .zone = figures.zone.name(),
                 .from = figures.period.from,
                 .to = figures.period.to};
  model.authorship = {.classification = "Confidential — TLP:AMBER",
                      .prepared_by = model.organisation.name,
                      .primary_analyst = figures.primary_analyst,
                      .at = frozen_at};
  model.sections = type.sections(figures);
  return model;
}

}  // namespace mssp::report
