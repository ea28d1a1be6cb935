// report-templates/*.yml: which sections a report has, in which order, and texts of one's own between them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/problems.hpp"

namespace mssp::config {

struct TemplateText {
  std::string id;     // by which `sections` names it
  std::string title;  // may be empty: no heading
  std::vector<std::string> paragraphs;  // with {{variables}}
  Place place;
};

struct ReportTemplate {
  std::string name;  // slug
  std::string type;  // "executive"
  std::string title;           // empty: that of the type
  std::string classification;  // empty: the usual one
  struct Named {
    std::string id;
    Place place;
  };
  std::vector<Named> sections;  // on, in this order; empty: all, as the type has them, own texts at the end
  std::vector<TemplateText> texts;
  Place place;
};

// One template a file. `empty` name when the file is not of that form; the reasons are in `problems`.
ReportTemplate read_report_template(std::string_view text, Problems& problems);

}  // namespace mssp::config
