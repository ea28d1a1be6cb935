#include "context.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"
#include "user/commands.hpp"
#include "user/user_store.hpp"

namespace mssp::user {
namespace {

struct Options {
  std::string tenant;
  std::string email;
};

Options read(const cli::Arguments& arguments) { return {*arguments.slug("tenant"), *arguments.email("email")}; }

render::Result run(Context& context, const Options& options) {
  const std::optional<Membership> before = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    std::optional<Membership> old = find(store, tenant, options.email);
    unassign(store, tenant, options.email);
    context.audit({{tenant.slug, "user " + old->email, render::json_line(describe(*old)), ""}});
    return old;
  });
  return context.changed("'" + before->email + "' is no longer a user of tenant '" + before->tenant + "'",
                         describe(*before));
}

}  // namespace

cli::Command unassign_command() {
  return {.path = "user unassign",
          .summary = "take a person's role at a customer away",
          .details = "The seat is free at once. A person without any role left is forgotten, except by the audit trail.",
          .examples = {"synos-mssp user unassign --tenant acme-corp --email user@acme.com"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(), options::email()},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::user
