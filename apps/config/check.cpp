#include "base/text.hpp"
#include "config/commands.hpp"
#include "context.hpp"

namespace mssp::config {
namespace {

struct Options {};

Options read(const cli::Arguments&) { return {}; }

std::string mistakes_of(std::size_t count) { return std::to_string(count) + (count == 1 ? " mistake" : " mistakes"); }

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
  const std::vector<Error> errors = check(watched);
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
          .details = "Each is named as FILE:LINE:COLUMN. Exit status 5 when there is one.",
          .examples = {"synos-mssp config check", "synos-mssp config check --config-dir ./etc"},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::config
