// A template made ready for reports of its type: sections checked, variables known. Every type has one of its own name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/report_templates.hpp"
#include "report/report_types.hpp"

namespace mssp::report {

struct Template {
  std::string name;  // "executive-summary", or that of a file
  const Type* type = nullptr;
  bool built_in = true;
  config::ReportTemplate form;  // of a file

  // By which revisions are kept: "executive", or "executive:acme-monthly" for a template of one's own.
  std::string key() const { return built_in ? std::string(type->name) : std::string(type->name) + ":" + name; }
};

Template built_in_template(const Type& type);

// What is wrong with a template, all of it, added to `problems`: an unknown type, section or variable, a section twice, a
// text that is placed nowhere, a required section left out, a mark of unfinished work (TODO, FIXME, XXX, TBD, lorem ipsum).
void lint(const config::ReportTemplate& form, config::Problems& problems);

// The variables that titles and texts may hold in {{ }}.
const std::vector<std::string>& variables();

// The model with the template's sections, titles and texts.
Model shaped(Model model, const Template& form);

// A template file to begin with: every section of the type, and a text to be written.
std::string skeleton(const std::string& name, const Type& type);

}  // namespace mssp::report
