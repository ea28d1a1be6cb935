// The templates there are: one for each type, and those of report-templates/*.yml in the configuration folder.
#pragma once

#include <string>
#include <vector>

#include "config/load.hpp"
#include "report/template.hpp"

namespace mssp::report {

// Built-in ones first, then those of files without a mistake, by file name.
std::vector<Template> templates(const config::Folder& folder);

// By name, or by the name of a type. Reads the files only when it is none that is built in; a mistake in another file
// does not matter. Error{not_found}; Error{invalid_config} with its first mistake.
Template find_template(const config::Folder& folder, const std::string& name);

// Every mistake of every file.
std::vector<Error> check_templates(const config::Folder& folder);

}  // namespace mssp::report
