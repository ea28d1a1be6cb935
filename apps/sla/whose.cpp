#include "sla/whose.hpp"

#include "base/error.hpp"
#include "sla/policy_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::sla {

Whose whose(const cli::Arguments& arguments) {
  if (arguments.has("tenant") == arguments.has("default")) {
    throw Error(Code::usage, "either --tenant or --default is needed");
  }
  return {arguments.slug("tenant")};
}

cli::Option house_default() {
  return {.name = "default", .value = "", .help = "the house default instead of a tenant"};
}

Versions versions_of(Context& context, const Whose& whose) {
  db::Connection& store = context.store();
  if (!whose.tenant) return house_versions(store);
  const tenant::Tenant tenant = tenant::get(store, *whose.tenant);
  return versions(store, {tenant}).at(tenant.id);
}

}  // namespace mssp::sla
