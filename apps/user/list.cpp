#include "context.hpp"
#include "options.hpp"
#include "tenant/tenant_store.hpp"
#include "user/commands.hpp"
#include "user/user_store.hpp"

namespace mssp::user {
namespace {

render::Result answer(std::vector<Membership> memberships, const std::string& when_empty) {
  render::List list{.columns = {{"tenant", "TENANT"}, {"email", "EMAIL"}, {"role", "ROLE"}, {"assigned_at", "SINCE"}},
                    .rows = {},
                    .when_empty = when_empty};
  for (Membership& membership : memberships) {
    list.rows.push_back({std::move(membership.tenant), std::move(membership.email), std::move(membership.role),
                         membership.assigned_at});
  }
  return {.answer = std::move(list)};
}

struct ListOptions {
  std::optional<std::string> tenant;
};

ListOptions read_list(const cli::Arguments& arguments) { return {arguments.slug("tenant")}; }

render::Result run_list(Context& context, const ListOptions& options) {
  if (options.tenant) tenant::get(context.store(), *options.tenant);
  return answer(list(context.store(), options.tenant), "no users");
}

struct ShowOptions {
  std::string email;
};

ShowOptions read_show(const cli::Arguments& arguments) { return {*arguments.email("email")}; }

render::Result run_show(Context& context, const ShowOptions& options) {
  return answer(of_person(context.store(), options.email), "");
}

}  // namespace

cli::Command list_command() {
  return {.path = "user list",
          .summary = "show the users of a customer, or of all",
          .examples = {"synos-mssp user list --tenant acme-corp", "synos-mssp user list --format csv -o users.csv"},
          .needs = {.store = true},
          .options = {options::tenant(false)},
          .prepare = cli::steps(read_list, run_list)};
}

cli::Command show() {
  return {.path = "user show",
          .summary = "show where a person has which role",
          .examples = {"synos-mssp user show --email user@acme.com"},
          .needs = {.store = true},
          .options = {options::email()},
          .prepare = cli::steps(read_show, run_show)};
}

}  // namespace mssp::user
