#include "config/commands.hpp"
#include "context.hpp"

namespace mssp::config {
namespace {

struct Options {};

Options read(const cli::Arguments&) { return {}; }

std::string folder_origin(Context& context) {
  if (context.arguments().has("config-dir")) return "--config-dir";
  return context.world().variable("SYNOS_MSSP_CONFIG_DIR").empty() ? "built-in" : "SYNOS_MSSP_CONFIG_DIR";
}

render::Result run(Context& context, const Options&) {
  render::List answer{.columns = {{"key", "KEY"}, {"value", "VALUE"}, {"origin", "ORIGIN"}}};
  const auto add = [&](std::string key, std::string value, std::string origin) {
    answer.rows.push_back({std::move(key), value.empty() ? render::Value() : render::Value(std::move(value)), std::move(origin)});
  };
  add("config-dir", context.folder().path, folder_origin(context));
  const Context::Place place = context.store_place();
  for (const Entry& entry : context.settings().entries) {
    if (entry.key == "store") {
      add(entry.key, place.url, place.personal ? "no right to write to /var/lib/synos/mssp" : place.origin);
    } else if (entry.key == "reports.directory" && entry.origin == "built-in") {
      add(entry.key, context.reports_folder().native(), place.in_postgres() ? "built-in" : "beside the store");
    } else {
      add(entry.key, entry.value, entry.origin);
    }
  }
  const std::string format = context.world().variable("SYNOS_MSSP_FORMAT");
  add("format", format.empty() ? "table" : format, format.empty() ? "built-in" : "SYNOS_MSSP_FORMAT");
  for (const Entry& entry : load_workload(context.folder()).entries) add(entry.key, entry.value, entry.origin);
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command show() {
  return {.path = "config show",
          .summary = "show every setting and where it comes from",
          .details = "A flag wins over a SYNOS_MSSP_* variable, which wins over mssp.yml, which wins over what is built in.",
          .examples = {"synos-mssp config show", "synos-mssp config show --config-dir ./etc --format json"},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::config
