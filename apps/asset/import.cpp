#include <fmt/core.h>

#include <set>

#include "asset/commands.hpp"
#include "asset/describe.hpp"
#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "reader/place.hpp"
#include "reader/rows.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"
#include "tenant/tier.hpp"

namespace mssp::asset {
namespace {

constexpr std::size_t most = 100'000;

struct Options {
  std::string tenant;
  std::string file;
};

Options read(const cli::Arguments& arguments) { return {*arguments.slug("tenant"), arguments.text("file")}; }

std::vector<scan::NewAsset> read_file(Context& context, const Options& options) {
  const std::string name = options.file == "-" ? "standard input" : printable(options.file);
  reader::Rows rows({.name = name, .open = context.open_input(options.file), .asset = {}}, {"asset"});
  std::vector<scan::NewAsset> all;
  std::set<std::string> known;
  while (rows.next()) {
    const auto refuse = [&](const std::string& what) {
      throw Error(Code::invalid_input, fmt::format("{}:{}: {}", name, rows.line(), what), "the columns are asset, hostname and tags");
    };
    scan::NewAsset asset{.address = reader::asset_name(rows[{"asset"}]), .hostname = printable(rows[{"hostname"}]), .tags = {}};
    if (asset.address.empty()) refuse("a row without an asset");
    if (asset.hostname.size() > 253) refuse("a host name of more than 253 bytes");
    if (!known.insert(asset.address).second) refuse("asset '" + asset.address + "' is listed twice");
    const std::string_view tags = rows[{"tags"}];
    for (const std::string_view tag : split(tags, ' ')) {
      if (tag.empty()) continue;
      if (!is_handle(tag)) refuse("'" + printable(tag) + "' is no tag");
      asset.tags.emplace_back(tag);
    }
    all.push_back(std::move(asset));
    if (all.size() > most) refuse("more than 100,000 assets");
  }
  return all;
}

render::Result run(Context& context, const Options& options) {
  const auto listed = read_file(context, options);
  const auto tiers = config::load_tiers(context.folder());
  const std::int64_t added = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    const Zone zone = tenant::zone_of(tenant);
    const tenant::Usage used = tenant::usage(store, tenant, period_of(month_of(context.now(), zone), zone));
    tenant::require_within(tenant.slug, "assets", used.assets, scan::unknown_assets(store, tenant, listed),
                           tenant::require_tier(tiers, tenant.tier).assets, "the list '" + printable(options.file) + "'");
    const std::int64_t done = scan::add_assets(store, tenant, listed, context.now());
    const render::Object after{{{"listed", listed.size()}, {"added", done}}};
    context.audit({{tenant.slug, "assets", "", render::json_line(after)}});
    return done;
  });
  return context.changed(fmt::format("took over {} of tenant '{}', {} of them new", counted(listed.size(), "asset"), options.tenant, added),
                         {{{"tenant", options.tenant}, {"listed", listed.size()}, {"added", added}}}, !listed.empty());
}

}  // namespace

cli::Command import_command() {
  return {.path = "asset import",
          .summary = "take over a list of assets",
          .details = "CSV with the columns asset (an address or a name), hostname and tags (separated by blanks); only "
                     "the first is needed. What is known already keeps its findings and gets the host name and tags.",
          .examples = {"synos-mssp asset import --tenant acme-corp assets.csv"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(), options::file()},
          .takes_file = true,
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::asset
