#include "base/error.hpp"
#include "context.hpp"
#include "options.hpp"
#include "tenant/commands.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::tenant {
namespace {

Filter read(const cli::Arguments& arguments) {
  const auto status = arguments.optional_text("status");
  return {.status = status ? parse_status(*status) : std::nullopt, .tier = arguments.optional_text("tier")};
}

render::Result run(Context& context, const Filter& filter) {
  render::List answer{.columns = {{"tenant", "TENANT"},
                                  {"name", "NAME"},
                                  {"tier", "TIER"},
                                  {"seats_used", "USED", render::Align::right},
                                  {"seats", "SEATS", render::Align::right},
                                  {"status", "STATUS"},
                                  {"timezone", "TIMEZONE"},
                                  {"contact", ""},
                                  {"created_at", "CREATED"}},
                      .rows = {},
                      .when_empty = "no tenants"};
  std::vector<Listed> tenants = list(context.store(), filter);
  answer.rows.reserve(tenants.size());
  for (Listed& listed : tenants) {
    Tenant& tenant = listed.tenant;
    answer.rows.push_back(render::row(std::move(tenant.slug), std::move(tenant.name), std::move(tenant.tier),
                                      listed.seats_used, tenant.seats, name(tenant.status), std::move(tenant.timezone),
                                      tenant.contact.empty() ? render::Value() : render::Value(std::move(tenant.contact)),
                                      tenant.created_at));
  }
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command list_command() {
  return {.path = "tenant list",
          .summary = "show all customers",
          .details = "Purged tenants are left out unless --status purged asks for them.",
          .examples = {"synos-mssp tenant list", "synos-mssp tenant list --status suspended --format json"},
          .needs = {.store = true},
          .options = {{.name = "status", .value = "STATUS", .help = "only those in this state",
                       .choices = {"prospect", "onboarding", "active", "suspended", "offboarding", "archived", "purged"}},
                      {.name = "tier", .value = "TIER", .help = "only those of this tier", .offers = cli::Offers::tiers}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::tenant
