#include "asset/describe.hpp"

#include "base/parse.hpp"
#include "cli/arguments.hpp"

namespace mssp::asset {

render::Object describe(const scan::Asset& asset) {
  return {{{"tenant", asset.tenant},
           {"asset", asset.address},
           {"hostname", asset.hostname.empty() ? render::Value() : render::Value(asset.hostname)},
           {"tags", render::Array(asset.tags.begin(), asset.tags.end())},
           {"open", asset.open},
           {"critical", asset.critical},
           {"first_seen", asset.first_seen},
           {"last_seen", asset.last_seen}}};
}

cli::Option asset_option() {
  return {.name = "asset", .value = "NAME", .help = "the asset, as 'asset list' names it", .required = true};
}

std::string checked_tag(std::string_view given) {
  if (!is_handle(given)) cli::refuse("tag", "letters a-z, digits, '.', '_' and '-', beginning with a letter", given);
  return std::string(given);
}

}  // namespace mssp::asset
