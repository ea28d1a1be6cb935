#include "asset/commands.hpp"
#include "asset/describe.hpp"
#include "base/slug.hpp"
#include "context.hpp"
#include "options.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::asset {
namespace {

struct One {
  std::string tenant;
  std::string asset;
};

scan::AssetFilter read(const cli::Arguments& arguments) {
  return {.tenant = *arguments.slug("tenant"), .address = std::nullopt, .tag = arguments.optional_text("tag")};
}

One read_one(const cli::Arguments& arguments) { return {*arguments.slug("tenant"), arguments.text("asset")}; }

render::Result run(Context& context, const scan::AssetFilter& filter) {
  db::Connection& store = context.store();
  const bool every = filter.tenant == every_tenant;
  if (!every) tenant::get(store, filter.tenant);
  render::List answer{.columns = {{"tenant", every ? "TENANT" : ""},
                                  {"asset", "ASSET"},
                                  {"hostname", "HOSTNAME"},
                                  {"tags", "TAGS"},
                                  {"open", "OPEN", render::Align::right},
                                  {"critical", "CRITICAL", render::Align::right},
                                  {"first_seen", ""},
                                  {"last_seen", "LAST SEEN"}},
                      .rows = {},
                      .when_empty = "no assets"};
  for (const scan::Asset& asset : scan::assets(store, filter)) {
    std::vector<render::Value> row;
    for (render::Member& member : describe(asset).members) row.push_back(std::move(member.value));
    answer.rows.push_back(std::move(row));
  }
  return {.answer = std::move(answer)};
}

render::Result run_one(Context& context, const One& options) {
  db::Connection& store = context.store();
  tenant::get(store, options.tenant);
  return {.answer = render::Record{.object = describe(scan::asset(store, options.tenant, options.asset))}};
}

}  // namespace

cli::Command list_command() {
  return {.path = "asset list",
          .summary = "show what scans have seen of a tenant",
          .details = "With the number of open findings of each.",
          .examples = {"synos-mssp asset list --tenant acme-corp", "synos-mssp asset list --tenant acme-corp --tag dmz --format csv"},
          .needs = {.store = true},
          .options = {options::tenant_or_all(), {.name = "tag", .value = "TAG", .help = "only those with this tag"}},
          .prepare = cli::steps(read, run)};
}

cli::Command show() {
  return {.path = "asset show",
          .summary = "show one asset",
          .examples = {"synos-mssp asset show --tenant acme-corp --asset 192.0.2.7"},
          .needs = {.store = true},
          .options = {options::tenant(), asset_option()},
          .prepare = cli::steps(read_one, run_one)};
}

}  // namespace mssp::asset
