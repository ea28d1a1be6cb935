#include "context.hpp"
#include "options.hpp"
#include "tenant/commands.hpp"
#include "tenant/tenant_store.hpp"
#include "tenant/tier.hpp"

namespace mssp::tenant {
namespace {

struct Options {
  std::string tenant;
};

Options read(const cli::Arguments& arguments) { return {*arguments.slug("tenant")}; }

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const Tenant tenant = get(store, options.tenant);
  const auto tiers = config::load_tiers(context.folder());
  const Zone zone = zone_of(tenant);
  const Usage used = usage(store, tenant, period_of(month_of(context.now(), zone), zone));
  render::Object object = describe(tenant);
  object.members.push_back(
      {"usage", render::Object{{{"seats", used.seats}, {"assets", used.assets}, {"scans_this_month", used.scans}}}});
  // A tier that tiers.yml no longer names still belongs to the tenant: its limits are then not known.
  render::Value limits;
  for (const config::Tier& tier : tiers) {
    if (tier.name == tenant.tier) {
      limits = render::Object{
          {{"seats", tenant.seats}, {"assets", tier.assets}, {"scans_per_month", tier.scans_per_month}}};
    }
  }
  object.members.push_back({"limits", limits});
  return {.answer = render::Record{.object = std::move(object)}};
}

}  // namespace

cli::Command show() {
  return {.path = "tenant show",
          .summary = "show one customer, its use and its limits",
          .details = "A limit of - (null in JSON) is unlimited.",
          .examples = {"synos-mssp tenant show --tenant acme-corp"},
          .needs = {.store = true},
          .options = {options::tenant()},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::tenant
