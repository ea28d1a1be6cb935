#include "base/error.hpp"
#include "context.hpp"
#include "onboard/onboarding_store.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "tenant/commands.hpp"
#include "tenant/tenant_store.hpp"
#include "tenant/tier.hpp"

namespace mssp::tenant {
namespace {

struct Options {
  std::string tenant;
  std::optional<std::string> name;
  std::optional<std::string> tier;
  std::optional<std::int64_t> seats;
  std::optional<Status> status;
  std::optional<Zone> zone;
  std::optional<std::string> contact;
};

Options read(const cli::Arguments& arguments) {
  const auto name = arguments.optional_text("name");
  const auto status = arguments.optional_text("status");
  Options options{.tenant = *arguments.slug("tenant"),
                  .name = name ? std::optional(checked_name(*name)) : std::nullopt,
                  .tier = arguments.optional_text("tier"),
                  .seats = arguments.integer("seats", 1, most_seats),
                  .status = status ? parse_status(*status) : std::nullopt,
                  .zone = arguments.zone("timezone"),
                  .contact = arguments.email("contact")};
  if (!options.name && !options.tier && !options.seats && !options.status && !options.zone && !options.contact) {
    throw Error(Code::usage, "nothing to set", "give one of --name, --tier, --seats, --status, --timezone, --contact");
  }
  return options;
}

// The limits that a smaller tier or fewer seats would break are those of what is used already.
void require_room(db::Connection& store, const Tenant& tenant, const config::Tier& tier, Instant now) {
  const Zone zone = zone_of(tenant);
  const Usage used = usage(store, tenant, period_of(month_of(now, zone), zone));
  if (used.seats > tenant.seats) {
    throw Error(Code::limit,
                "tenant '" + tenant.slug + "' uses " + std::to_string(used.seats) + " seats, more than " +
                    std::to_string(tenant.seats),
                "unassign users first");
  }
  require_within(tenant.slug, "assets", used.assets, 0, tier.assets, "tier '" + tier.name + "'");
}

render::Result run(Context& context, const Options& options) {
  const auto tiers = config::load_tiers(context.folder());
  const auto [before, after] = context.change([&](db::Connection& store) {
    const Tenant old = get(store, options.tenant);
    require_open(old);
    Tenant tenant = old;
    if (options.name) tenant.name = *options.name;
    if (options.tier) tenant.tier = *options.tier;
    if (options.seats) tenant.seats = *options.seats;
    if (options.zone) tenant.timezone = options.zone->name();
    if (options.contact) tenant.contact = *options.contact;
    if (options.status && *options.status != old.status) tenant.status = edge_to(old, *options.status).to;
    if (tenant.status == Status::active && old.status != Status::active) onboard::require_finished(store, old, context.now());
    if (options.tier || options.seats) require_room(store, tenant, require_tier(tiers, tenant.tier), context.now());
    std::pair states(render::json_line(describe(old)), tenant);
    const std::string described = render::json_line(describe(tenant));
    if (described != states.first) {
      update(store, tenant, context.now());
      context.audit({{tenant.slug, "tenant " + tenant.slug, states.first, described}});
    }
    return states;
  });
  const bool changed = before != render::json_line(describe(after));
  return context.changed(changed ? "changed tenant '" + after.slug + "'" : "tenant '" + after.slug + "' is so already",
                         describe(after), changed);
}

}  // namespace

cli::Command set() {
  return {.path = "tenant set",
          .summary = "change a customer's name, tier, seats, state, zone or contact",
          .details = "Seats and tier are not lowered below what is in use. The slug stays as it is.",
          .examples = {"synos-mssp tenant set --tenant acme-corp --seats 80",
                       "synos-mssp tenant set --tenant acme-corp --status active --reason \"contract signed\""},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(),
                      {.name = "name", .value = "NAME", .help = "the customer's name"},
                      {.name = "tier", .value = "TIER", .help = "a tier of tiers.yml", .offers = cli::Offers::tiers},
                      {.name = "seats", .value = "N", .help = "how many users it may have"},
                      {.name = "status", .value = "STATUS", .help = "its next state",
                       .choices = {"onboarding", "active"}},
                      {.name = "timezone", .value = "ZONE", .help = "its time zone"},
                      {.name = "contact", .value = "ADDRESS", .help = "whom to write to"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::tenant
