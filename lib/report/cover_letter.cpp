#include "report/cover_letter.hpp"

namespace mssp::report {

mail::Page cover_letter(const Model& model) {
  mail::Page page;
  page.title = model.title + " " + model.scope.label;
  page.paragraphs.push_back("Attached is the report for " + model.scope.tenant + ", " + model.scope.period + " (" +
                            model.scope.zone + ").");
  for (const Section& section : model.sections) {
    for (const Block& block : section.blocks) {
      const auto* kpis = std::get_if<Kpis>(&block);
      if (kpis == nullptr) continue;
      for (const Kpi& kpi : kpis->cards) {
        const Tone state = kpi.value.empty() ? Tone::unknown : kpi.state;
        page.figures.emplace_back(kpi.label, (kpi.value.empty() ? "n/a" : kpi.value) + " \u2013 " + std::string(word(state)));
      }
    }
  }
  if (model.revision > 1) page.paragraphs.push_back("It corrects an earlier one and lists what changed.");
  if (!model.organisation.contact.empty()) page.paragraphs.push_back("Questions: " + model.organisation.contact + ".");
  page.signature = model.organisation.name;
  if (!model.authorship.classification.empty()) {
    page.signature += (page.signature.empty() ? "" : ", ") + model.authorship.classification;
  }
  return page;
}

}  // namespace mssp::report
