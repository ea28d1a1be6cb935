// What a new revision of a report changed against the one before it, for the page that tells of it.
#pragma once

#include <string>
#include <vector>

#include "report/model.hpp"

namespace mssp::report {

// One line for each figure, cell and text that differs, and for the look; at most forty and then how many more there are.
std::vector<std::string> changes_between(const Model& before, const Model& after);

// Puts the list of changes behind the first section, as a section 'changes'.
void print_changes(Model& model);

// The model without what only tells of its revision: two that are equal then are the same report.
Model without_revision(Model model);

}  // namespace mssp::report
