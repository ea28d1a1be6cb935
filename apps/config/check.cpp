#include "base/text.hpp"
#include "config/commands.hpp"
#include "config/named_tenants.hpp"
#include "context.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::config {
namespace {

struct Options {};

Options read(const cli::Arguments&) { return {}; }

std::string mistakes_of(std::size_t count) { return counted(count, "mistake"); }

// Tenants that files name and the store does not know. A store that cannot be asked, or holds no tenant yet, is no
// mistake of the files.
void add_unknown_tenants(Context& context, const Folder& folder, std::vector<Error>& errors) {
  const std::vector<NamedTenant> named = named_tenants(folder);
  if (named.empty()) return;
  try {
    const std::vector<std::string> known = tenant::slugs(context.store());
    if (known.empty()) return;
    const std::vector<Error> unknown = unknown_tenants(named, known);
    errors.insert(errors.end(), unknown.begin(), unknown.end());
  } catch (const Error& error) {
    context.note("the tenants that the files name were not looked up: " + error.message());
  }
}

render::Result run(Context& context, const Options&) {
  const Folder folder = context.folder();
  std::vector<std::string> lines;
  render::Array files;
  const Folder watched{folder.path, [&](const std::string& name) {
                         auto text = folder.read(name);
                         const std::string path = folder.path + (folder.path.ends_with('/') ? "" : "/") + name;
                         lines.push_back(printable(path) + (text ? ": read" : ": not there, what is built in holds"));
                         files.push_back(render::Object{{{"file", path}, {"found", text.has_value()}}});
                         return text;
                       }};
  std::vector<Error> errors = check(watched);
  add_unknown_tenants(context, folder, errors);
  render::Array mistakes;
  for (const Error& error : errors) {
    lines.push_back(printable(error.message()));
    if (!error.hint().empty()) lines.push_back("  " + printable(error.hint()));
    mistakes.push_back(render::Object{
        {{"message", error.message()}, {"hint", error.hint().empty() ? render::Value() : render::Value(error.hint())}}});
  }
  lines.push_back(errors.empty() ? "no mistakes" : mistakes_of(errors.size()));
  const int status = errors.empty() ? 0 : exit_status(Code::invalid_config);
  render::Record record{.object = {{{"folder", folder.path},
                                    {"valid", errors.empty()},
                                    {"files", std::move(files)},
                                    {"mistakes", std::move(mistakes)}}},
                        .lines = std::move(lines)};
  return {.answer = std::move(record), .status = status};
}

}  // namespace

cli::Command check_command() {
  return {.path = "config check",
          .summary = "find every mistake in the configuration files",
          .details = "Each is named as FILE:LINE:COLUMN. Exit status 5 when there is one. A tenant that a file names and the store does not "
                     "know is a mistake too.",
          .examples = {"synos-mssp config check", "synos-mssp config check --config-dir ./etc"},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::config
