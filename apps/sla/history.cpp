#include "base/error.hpp"
#include "context.hpp"
#include "options.hpp"
#include "sla/commands.hpp"
#include "sla/policy_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::sla {
namespace {

struct Options {
  std::optional<std::string> tenant;  // else the house default
};

Options read(const cli::Arguments& arguments) {
  if (arguments.has("tenant") == arguments.has("default")) {
    throw Error(Code::usage, "either --tenant or --default is needed");
  }
  return {arguments.slug("tenant")};
}

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  Versions all;
  if (options.tenant) {
    const tenant::Tenant tenant = tenant::get(store, *options.tenant);
    all = versions(store, {tenant}).at(tenant.id);
  } else {
    all = house_versions(store);
  }
  render::List list{.columns = {{"version", "VERSION", render::Align::right},
                                {"effective_from", "FROM"},
                                {"effective_to", "TO"},
                                {"recorded_at", "RECORDED"},
                                {"recorded_by", "BY"},
                                {"changes", "CHANGES"}},
                    .when_empty = "no version: the " + source_of(policy_at(all, context.now())) + " policy holds"};
  for (const Policy& policy : all) {
    if (policy.version <= 0) continue;
    const render::Value by = policy.recorded_by.empty() ? render::Value() : render::Value(policy.recorded_by);
    list.rows.push_back({policy.version, policy.effective_from, ended(all, policy), policy.recorded_at, by,
                         difference(built_on(all, policy), policy)});
  }
  return {.answer = std::move(list)};
}

}  // namespace

cli::Command history() {
  return {.path = "sla history",
          .summary = "show how a customer's policy changed, when and by whom",
          .details = "A version ends where the next one begins; one that ends where it begins was never in force. CHANGES "
                     "compares with the version it was built on.",
          .examples = {"synos-mssp sla history --tenant acme-corp", "synos-mssp sla history --default"},
          .needs = {.store = true},
          .options = {options::tenant(false),
                      {.name = "default", .value = "", .help = "the house default instead of a tenant"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::sla
