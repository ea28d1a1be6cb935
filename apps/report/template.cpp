#include "report/template.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "report/commands.hpp"
#include "report/template_load.hpp"
#include "world/file.hpp"

namespace mssp::report {
namespace {

struct None {};
None read_none(const cli::Arguments&) { return {}; }

struct Named {
  std::string name;
};
Named read_named(const cli::Arguments& arguments) { return {*arguments.slug("template")}; }

struct New {
  std::string name;
  std::string type;
};
New read_new(const cli::Arguments& arguments) { return {*arguments.slug("name"), *arguments.choice("type", type_names())}; }

render::Result run_list(Context& context, const None&) {
  render::List answer{.columns = {{"template", "TEMPLATE"}, {"type", "TYPE"}, {"every", "EVERY"}, {"origin", "ORIGIN"}, {"summary", "HOLDS"}}};
  for (const Template& each : templates(context.folder())) {
    answer.rows.push_back(render::row(each.name, each.type->name, each.type->months == 1 ? "month" : "quarter", each.built_in ? "built-in" : "file", each.type->summary));
  }
  render::Result result{.answer = std::move(answer)};
  const std::size_t mistakes = check_templates(context.folder()).size();
  if (mistakes > 0) result.notes.push_back(counted(mistakes, "mistake") + " in files that are not shown: 'report template check' tells them");
  return result;
}

render::Result run_show(Context& context, const Named& options) {
  const Template form = find_template(context.folder(), options.name);
  render::List answer{.columns = {{"position", "NO", render::Align::right}, {"section", "SECTION"}, {"origin", "ORIGIN"}, {"title", ""}}};
  const auto add = [&](const std::string& id, const std::string& origin, const render::Value& title) {
    answer.rows.push_back(render::row(answer.rows.size() + 1, id, origin, title));
  };
  const auto own = [&](const std::string& id) {
    for (const config::TemplateText& text : form.form.texts) {
      if (text.id != id) continue;
      add(id, "own text", text.title.empty() ? render::Value() : render::Value(text.title));
      return true;
    }
    return false;
  };
  for (const auto& [id, place] : form.form.sections) {
    if (!own(id)) add(id, "type", {});
  }
  if (form.form.sections.empty()) {
    for (const std::string_view id : form.type->ids) add(std::string(id), "type", {});
    for (const config::TemplateText& text : form.form.texts) own(text.id);
  }
  return {.answer = std::move(answer)};
}

render::Result run_check(Context& context, const None&) {
  const std::vector<Error> mistakes = check_templates(context.folder());
  render::List answer{.columns = {{"message", "MISTAKE"}, {"hint", "HINT"}}, .when_empty = ""};
  for (const Error& mistake : mistakes) answer.rows.push_back(render::row(mistake.message(), mistake.hint().empty() ? render::Value() : render::Value(mistake.hint())));
  render::Result result{.answer = std::move(answer)};
  result.notes.push_back(mistakes.empty() ? "the report templates are sound" : counted(mistakes.size(), "mistake") + " in the report templates");
  if (!mistakes.empty()) result.status = exit_status(Code::invalid_config);
  return result;
}

render::Result run_new(Context& context, const New& options) {
  const config::Folder folder = context.folder();
  if (find_type(options.name) != nullptr) throw Error(Code::conflict, "the name '" + options.name + "' is that of a built-in template", "choose another");
  const std::string file = "report-templates/" + options.name + ".yml";
  if (folder.read(file)) throw Error(Code::conflict, "there is a template '" + options.name + "' already", "'synos-mssp report template show' shows it");
  const std::filesystem::path path = context.world().at(folder.path + "/" + file);
  if (!context.dry_run()) {
    world::make_folder(path.parent_path());
    world::write_atomically(path, skeleton(options.name, *find_type(options.type)), 0644);
  }
  return context.changed("made '" + folder.path + "/" + file + "': now write its text, then 'report template check'",
                         {{{"template", options.name}, {"type", options.type}, {"file", folder.path + "/" + file}}});
}

}  // namespace

cli::Command template_list() {
  return {.path = "report template list",
          .summary = "show the templates reports can be made by",
          .details = "One for each type is built in. Your own are the files report-templates/*.yml of the configuration folder.",
          .examples = {"synos-mssp report template list"},
          .prepare = cli::steps(read_none, run_list)};
}

cli::Command template_show() {
  return {.path = "report template show",
          .summary = "show the sections of a template, in their order",
          .examples = {"synos-mssp report template show --template executive-summary"},
          .options = {{.name = "template", .value = "TEMPLATE", .help = "its name, or that of a type", .required = true}},
          .prepare = cli::steps(read_named, run_show)};
}

cli::Command template_check() {
  return {.path = "report template check",
          .summary = "find every mistake in your own templates",
          .details = "Unknown sections and variables, parts that are required and missing, texts that are empty or placed nowhere, "
                     "marks of unfinished work such as TODO. Exit status 5 says that there are some. A report is never made by a "
                     "template with a mistake.",
          .examples = {"synos-mssp report template check"},
          .prepare = cli::steps(read_none, run_check)};
}

cli::Command template_new() {
  return {.path = "report template new",
          .summary = "make a template file to begin with",
          .examples = {"synos-mssp report template new --name acme-monthly --type executive"},
          .needs = {.store = true, .writes = true},
          .options = {{.name = "name", .value = "NAME", .help = "how reports and schedules will name it", .required = true},
                      {.name = "type", .value = "TYPE", .help = "what kind of report", .required = true, .choices = type_names()}},
          .prepare = cli::steps(read_new, run_new)};
}

}  // namespace mssp::report
