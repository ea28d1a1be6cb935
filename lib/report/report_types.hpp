// The types of report: what each is called, needs and holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/figures.hpp"
#include "report/model.hpp"

namespace mssp::report {

struct Type {
  std::string_view name;           // "executive", as in files and revisions
  std::string_view template_name;  // "executive-summary", as schedules name it
  std::string_view title;
  std::string_view summary;  // one line for people
  int months;                // of the period: 1, or 3 for a quarter
  Wanted wanted;
  std::vector<Section> (*sections)(const Figures& figures);
  std::vector<std::string_view> ids;  // every section it can hold, in order
};

const std::vector<Type>& types();
std::vector<std::string> type_names();
const Type* find_type(std::string_view name_or_template);  // null when there is none

// All that a report of the type says; its date is `frozen_at`.
Model make_model(const Type& type, const Figures& figures, Instant frozen_at);

}  // namespace mssp::report
