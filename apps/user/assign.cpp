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
  std::string role;
};

Options read(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), *arguments.email("email"), arguments.text("role")};
}

render::Result run(Context& context, const Options& options) {
  const auto [before, after] = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    std::optional<Membership> old = find(store, tenant, options.email);
    if (old && old->role == options.role) return std::pair(old, *old);
    Membership now = assign(store, tenant, options.email, options.role, context.now());
    context.audit({{tenant.slug, "user " + now.email, old ? render::json_line(describe(*old)) : "",
                    render::json_line(describe(now))}});
    return std::pair(std::move(old), std::move(now));
  });
  const bool changed = !before || before->role != after.role;
  const std::string state = " is " + after.role + " of tenant '" + after.tenant + "'";
  return context.changed("'" + after.email + "'" + state + (changed ? "" : " already"), describe(after), changed);
}

}  // namespace

cli::Command assign_command() {
  return {.path = "user assign",
          .summary = "give a person a role at a customer",
          .details = "An admin manages users and approvals, a member works with tickets, a viewer reads. A person who "
                     "has a role there already gets the new one; a new one takes a seat.",
          .examples = {"synos-mssp user assign --tenant acme-corp --email user@acme.com --role admin"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(), options::email(),
                      {.name = "role", .value = "ROLE", .help = "what the person may do", .required = true,
                       .choices = {roles.begin(), roles.end()}}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::user
