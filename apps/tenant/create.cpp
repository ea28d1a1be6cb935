#include "base/error.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "tenant/commands.hpp"
#include "tenant/tenant_store.hpp"
#include "tenant/tier.hpp"

namespace mssp::tenant {
namespace {

struct Options {
  Tenant tenant;
  bool has_zone = false;
  bool if_not_exists = false;
};

Options read(const cli::Arguments& arguments) {
  Options options;
  options.tenant.name = checked_name(arguments.text("name"));
  options.tenant.slug = slug_for(options.tenant.name, arguments.slug("slug"));
  options.tenant.tier = arguments.text("tier");
  options.tenant.seats = arguments.integer("seats", 1, most_seats).value_or(0);
  options.tenant.status = *parse_status(arguments.optional_text("status").value_or("active"));
  options.tenant.contact = arguments.email("contact").value_or("");
  if (const auto zone = arguments.zone("timezone")) options.tenant.timezone = zone->name();
  options.has_zone = arguments.has("timezone");
  options.if_not_exists = arguments.has("if-not-exists");
  return options;
}

render::Result run(Context& context, const Options& options) {
  Tenant tenant = options.tenant;
  require_tier(config::load_tiers(context.folder()), tenant.tier);
  if (!options.has_zone) tenant.timezone = context.settings().organization.timezone;
  tenant.created_at = context.now();
  const auto [made, existing] = context.change([&](db::Connection& store) {
    if (options.if_not_exists) {
      if (auto found = find(store, tenant.slug)) return std::pair(false, std::move(*found));
    }
    insert(store, {tenant});
    context.audit({{tenant.slug, "tenant " + tenant.slug, "", render::json_line(describe(tenant))}});
    return std::pair(true, tenant);
  });
  return context.changed(made ? "created tenant '" + tenant.slug + "'" : "tenant '" + tenant.slug + "' exists already",
                         describe(existing), made);
}

}  // namespace

cli::Command create() {
  return {.path = "tenant create",
          .summary = "add a customer",
          .details = "The slug, by which every other command names the tenant, is made from the name: \"Acme Corp\" "
                     "becomes acme-corp. It never changes. A new tenant is active unless --status says otherwise.",
          .examples = {"synos-mssp tenant create --name \"Acme Corp\" --tier enterprise --seats 50",
                       "synos-mssp tenant create --name 東京金属 --slug tokyo-metal --tier starter --seats 5 "
                       "--timezone Asia/Tokyo"},
          .needs = {.store = true, .writes = true},
          .options = {{.name = "name", .value = "NAME", .help = "the customer's name", .required = true},
                      {.name = "tier", .value = "TIER", .help = "a tier of tiers.yml", .required = true,
                       .offers = cli::Offers::tiers},
                      {.name = "seats", .value = "N", .help = "how many users it may have", .required = true},
                      {.name = "slug", .value = "SLUG", .help = "use this slug"},
                      {.name = "status", .value = "STATUS", .help = "where its life begins",
                       .choices = {"prospect", "onboarding", "active"}},
                      {.name = "timezone", .value = "ZONE", .help = "its time zone; default is the provider's"},
                      {.name = "contact", .value = "ADDRESS", .help = "whom to write to"},
                      options::if_not_exists()},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::tenant
