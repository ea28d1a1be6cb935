#include <fmt/core.h>

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
  const auto tiers = config::load_tiers(context.folder());
  db::Connection& store = context.store();
  const Tenant tenant = get(store, options.tenant);
  const config::Tier& tier = require_tier(tiers, tenant.tier);
  const Zone zone = zone_of(tenant);
  const Period month = period_of(month_of(context.now(), zone), zone);
  const Usage used = usage(store, tenant, month);
  render::List answer{.columns = {{"what", "WHAT"},
                                  {"used", "USED", render::Align::right},
                                  {"limit", "LIMIT", render::Align::right},
                                  {"forecast", "FORECAST", render::Align::right},
                                  {"exceeds", "EXCEEDS"}}};
  const auto add = [&](const char* what, std::int64_t count, const std::optional<std::int64_t>& limit, std::int64_t forecast) {
    answer.rows.push_back({what, count, limit, forecast, limit && forecast > *limit});
  };
  add("seats", used.seats, tenant.seats, used.seats);
  add("assets", used.assets, tier.assets, used.assets);
  add("scans_this_month", used.scans, tier.scans_per_month, month_forecast(used.scans, month, context.now()));
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command usage_command() {
  return {.path = "tenant usage",
          .summary = "show what a customer uses of its seats and its tier",
          .details = "The forecast of scans is this month's pace carried on to the month's end in the tenant's zone. A "
                     "limit of - (null in JSON) is unlimited.",
          .examples = {"synos-mssp tenant usage --tenant acme-corp"},
          .needs = {.store = true},
          .options = {options::tenant()},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::tenant
