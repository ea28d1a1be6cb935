#include "report/template_load.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mssp::report {
namespace {

constexpr auto subfolder = "report-templates";

struct Read {
  std::string file;
  config::ReportTemplate form;
  std::vector<Error> mistakes;
};

std::vector<Read> read_all(const config::Folder& folder) {
  std::vector<Read> all;
  if (!folder.names) return all;
  for (const std::string& name : folder.names(subfolder)) {
    const std::string file = std::string(subfolder) + "/" + name;
    const auto text = folder.read(file);
    if (!text) continue;  // gone since it was listed
    config::Problems problems(folder.path + "/" + file);
    Read read{file, config::read_report_template(*text, problems), {}};
    lint(read.form, problems);
    for (const Read& other : all) {
      if (other.form.name == read.form.name) problems.add(read.form.place, "the template '" + read.form.name + "' is in " + other.file + " already");
    }
    read.mistakes = problems.errors();
    all.push_back(std::move(read));
  }
  return all;
}

}  // namespace

std::vector<Template> templates(const config::Folder& folder) {
  std::vector<Template> all;
  for (const Type& type : types()) all.push_back(built_in_template(type));
  for (Read& read : read_all(folder)) {
    if (read.mistakes.empty()) all.push_back({read.form.name, find_type(read.form.type), false, std::move(read.form)});
  }
  return all;
}

Template find_template(const config::Folder& folder, const std::string& name) {
  if (const Type* type = find_type(name)) return built_in_template(*type);
  std::vector<std::string> names;
  for (const Type& type : types()) names.emplace_back(type.template_name);
  for (Read& read : read_all(folder)) {
    names.push_back(read.form.name);
    if (read.form.name != name) continue;
    if (!read.mistakes.empty()) throw read.mistakes.front();
    return {name, find_type(read.form.type), false, std::move(read.form)};
  }
  const std::string near = did_you_mean(name, names);
  throw Error(Code::not_found, "no report template '" + printable(name) + "'", near.empty() ? "'synos-mssp report template list' shows them" : near);
}

std::vector<Error> check_templates(const config::Folder& folder) {
  std::vector<Error> all;
  for (const Read& read : read_all(folder)) all.insert(all.end(), read.mistakes.begin(), read.mistakes.end());
  return all;
}

}  // namespace mssp::report
