#include "report/template.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace mssp::report {
namespace {

// Without them a report would not say how to read it, or whom to ask.
const std::vector<std::string> required{"summary", "definitions", "contact"};

// Each {{name}} of a text, by `use`, which gives what stands in its place.
template <class Use>
std::string replaced(std::string_view text, Use use) {
  std::string out;
  for (std::size_t at = 0;;) {
    const std::size_t open = text.find("{{", at);
    const std::size_t close = open == std::string_view::npos ? open : text.find("}}", open);
    if (close == std::string_view::npos) return out + std::string(text.substr(at));
    out += text.substr(at, open - at);
    out += use(std::string(trim(text.substr(open + 2, close - open - 2))));
    at = close + 2;
  }
}

std::string value_of(const Model& model, const std::string& name) {
  if (name == "tenant") return model.scope.tenant;
  if (name == "tier") return model.scope.tier;
  if (name == "period") return model.scope.period;
  if (name == "month") return model.scope.label;
  if (name == "provider") return model.organisation.name;
  if (name == "contact") return model.organisation.contact;
  if (name == "analyst") return model.authorship.primary_analyst.empty() ? "nobody yet" : model.authorship.primary_analyst;
  return "";
}

std::string filled(const std::string& text, const Model& model) {
  return replaced(text, [&](const std::string& name) { return value_of(model, name); });
}

void lint_text(const std::string& text, config::Place place, config::Problems& problems) {
  replaced(text, [&](const std::string& name) {
    const auto& known = variables();
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      const std::string near = did_you_mean(name, known);
      problems.add(place, "unknown variable '{{" + printable(name) + "}}'", near.empty() ? "the variables are " + join(known, ", ") : near);
    }
    return std::string();
  });
  const std::string lower = lower_ascii(text);
  for (const std::string_view mark : {"TODO", "FIXME", "XXX", "TBD"}) {
    if (text.find(mark) != std::string::npos) problems.add(place, "the text still says '" + std::string(mark) + "'", "finish it");
  }
  if (lower.find("lorem ipsum") != std::string::npos) problems.add(place, "the text is still 'lorem ipsum'", "write it");
}

}  // namespace

Template built_in_template(const Type& type) { return {std::string(type.template_name), &type, true, {}}; }

const std::vector<std::string>& variables() {
  static const std::vector<std::string> all{"tenant", "tier", "period", "month", "provider", "contact", "analyst"};
  return all;
}

void lint(const config::ReportTemplate& form, config::Problems& problems) {
  if (!form.type.empty() && find_type(form.type) == nullptr) {
    problems.add(form.place, "there is no report type '" + form.type + "'", "the types are " + join(type_names(), ", "));
    return;
  }
  const Type* type = find_type(form.type);
  if (type == nullptr) return;
  for (const Type& each : types()) {
    if (form.name == each.name || form.name == each.template_name) problems.add(form.place, "the name '" + form.name + "' is that of a built-in template", "choose another");
  }
  std::vector<std::string> ids(type->ids.begin(), type->ids.end());
  std::set<std::string> own;
  for (const config::TemplateText& text : form.texts) {
    if (std::find(ids.begin(), ids.end(), text.id) != ids.end()) problems.add(text.place, "the text '" + text.id + "' has the name of a section", "choose another id");
    if (!own.insert(text.id).second) problems.add(text.place, "the text '" + text.id + "' is there twice");
    lint_text(text.title, text.place, problems);
    for (const std::string& paragraph : text.paragraphs) lint_text(paragraph, text.place, problems);
  }
  lint_text(form.title, form.place, problems);
  lint_text(form.classification, form.place, problems);
  if (form.sections.empty()) return;
  ids.insert(ids.end(), own.begin(), own.end());
  std::set<std::string> placed;
  for (const auto& [id, place] : form.sections) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
      const std::string near = did_you_mean(id, ids);
      problems.add(place, "a report of type '" + form.type + "' has no section '" + id + "'", near.empty() ? "its sections are " + join(ids, ", ") : near);
    }
    if (!placed.insert(id).second) problems.add(place, "the section '" + id + "' is there twice");
  }
  for (const config::TemplateText& text : form.texts) {
    if (!placed.contains(text.id)) problems.add(text.place, "the text '" + text.id + "' stands in no place", "name it under 'sections'");
  }
  for (const std::string& id : required) {
    if (!placed.contains(id)) problems.add(form.place, "the section '" + id + "' is required", "name it under 'sections'");
  }
}

Model shaped(Model model, const Template& form) {
  if (form.built_in) return model;
  const config::ReportTemplate& file = form.form;
  if (!file.title.empty()) model.title = filled(file.title, model);
  if (!file.classification.empty()) model.authorship.classification = filled(file.classification, model);
  std::vector<Section> own;
  for (const config::TemplateText& text : file.texts) {
    Section section{text.id, filled(text.title, model), {}};
    for (const std::string& paragraph : text.paragraphs) section.blocks.push_back(Paragraph{filled(paragraph, model)});
    own.push_back(std::move(section));
  }
  std::vector<Section> all = std::move(model.sections);
  std::move(own.begin(), own.end(), std::back_inserter(all));
  model.sections.clear();
  if (file.sections.empty()) {
    model.sections = std::move(all);
    return model;
  }
  for (const auto& [id, place] : file.sections) {
    for (Section& section : all) {
      if (section.id == id) model.sections.push_back(std::move(section)), section.id.clear();
    }
  }
  return model;
}

std::string skeleton(const std::string& name, const Type& type) {
  std::string out = "# A report template. Sections are shown in this order; one that is taken out is not shown.\n"
                    "# 'report template check' tells what is still to do.\nname: " + name + "\ntype: " + std::string(type.name) +
                    "\ntitle: \"" + std::string(type.title) + "\"\nsections:\n";
  for (const std::string_view id : type.ids) {
    if (id == "changes") continue;  // it is there whenever a report is corrected
    out += "  - " + std::string(id) + "\n";
    if (id == "summary") out += "  - greeting\n";
  }
  return out + "texts:\n  - id: greeting\n    title: \"To {{tenant}}\"\n    text: |\n      TODO: what this customer should read first about {{month}}.\n"
               "# Variables: " + join(variables(), ", ") + "\n";
}

}  // namespace mssp::report
