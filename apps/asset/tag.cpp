#include "asset/commands.hpp"
#include "asset/describe.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::asset {
namespace {

struct Options {
  std::string tenant;
  std::string asset;
  std::string tag;
  bool remove = false;
};

Options read(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), arguments.text("asset"), checked_tag(arguments.text("tag"))};
}

Options read_untag(const cli::Arguments& arguments) {
  Options options = read(arguments);
  options.remove = true;
  return options;
}

render::Result run(Context& context, const Options& options) {
  const auto [changed, after] = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    const scan::Asset before = scan::asset(store, tenant.slug, options.asset);
    const bool done = options.remove ? scan::remove_tag(store, tenant, before, options.tag)
                                     : scan::add_tag(store, tenant, before, options.tag);
    scan::Asset now = done ? scan::asset(store, tenant.slug, options.asset) : before;
    if (done) {
      context.audit({{tenant.slug, "asset " + now.address, render::json_line(describe(before)), render::json_line(describe(now))}});
    }
    return std::pair(done, std::move(now));
  });
  const std::string what = options.remove ? (changed ? "no longer has" : "does not have") : (changed ? "has" : "has already");
  return context.changed("asset '" + after.address + "' " + what + " tag '" + options.tag + "'", describe(after), changed);
}

cli::Command command(const std::string& verb, const std::string& summary, Options (*read_options)(const cli::Arguments&)) {
  return {.path = "asset " + verb,
          .summary = summary,
          .examples = {"synos-mssp asset " + verb + " --tenant acme-corp --asset 192.0.2.7 --tag dmz"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(), asset_option(), {.name = "tag", .value = "TAG", .help = "the tag", .required = true}},
          .prepare = cli::steps(read_options, run)};
}

}  // namespace

cli::Command tag() { return command("tag", "give an asset a tag to choose it by", read); }
cli::Command untag() { return command("untag", "take a tag from an asset", read_untag); }

}  // namespace mssp::asset
