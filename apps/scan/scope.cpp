#include "scan/scope.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "scan/commands.hpp"
#include "scan/scope_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::scan {
namespace {

constexpr std::size_t longest_reference = 200;

struct Addition {
  std::string tenant;
  Network network;
  bool exclude = false;
  std::string reference;
  std::optional<std::chrono::year_month_day> last_day;
};

Addition read_addition(const cli::Arguments& arguments) {
  Addition addition{.tenant = *arguments.slug("tenant"),
                    .network = checked_network(arguments.text("network")),
                    .exclude = arguments.has("exclude"),
                    .reference = arguments.optional_text("reference").value_or(""),
                    .last_day = {}};
  if (addition.reference.size() > longest_reference) cli::refuse("reference", "at most 200 bytes long", addition.reference.substr(0, 20) + "...");
  if (const auto written = arguments.optional_text("until")) {
    addition.last_day = parse_date(*written);
    if (!addition.last_day) cli::refuse("until", "a date such as 2026-12-31", *written);
  }
  if (addition.exclude && addition.last_day) throw Error(Code::usage, "--until has no meaning with --exclude: an exclusion has no end");
  if (!addition.exclude && (addition.reference.empty() || !addition.last_day)) {
    throw Error(Code::usage, fmt::format("--{} is required", addition.reference.empty() ? "reference" : "until"),
                "an authorisation names its contract and its last day; --exclude needs neither");
  }
  return addition;
}

render::Object describe(const std::string& tenant, const Scope& scope, Instant now) {
  return {{{"tenant", tenant},
           {"network", text(scope.network)},
           {"excluded", scope.excluded},
           {"reference", scope.reference.empty() ? render::Value() : render::Value(scope.reference)},
           {"until", scope.until},
           {"in_force", scope.excluded || scope.authorises(now)}}};
}

const Scope* find(const std::vector<Scope>& scopes, const Network& network) {
  const auto found = std::find_if(scopes.begin(), scopes.end(), [&](const Scope& each) { return each.network == network; });
  return found == scopes.end() ? nullptr : &*found;
}

render::Result run_add(Context& context, const Addition& addition) {
  Scope scope{.network = addition.network, .excluded = addition.exclude, .reference = addition.reference, .until = {}};
  const bool changed = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, addition.tenant);
    tenant::require_open(tenant);
    if (addition.last_day) {
      const std::chrono::year_month_day after{std::chrono::sys_days{*addition.last_day} + std::chrono::days{1}};
      scope.until = tenant::zone_of(tenant).first_instant(midnight(after));
      if (*scope.until <= context.now()) throw Error(Code::usage, "--until '" + mssp::text(*addition.last_day) + "' has passed");
    }
    const std::vector<Scope> known = scopes_of(store, tenant);
    const Scope* old = find(known, scope.network);
    const std::string before = old == nullptr ? "" : render::json_line(describe(tenant.slug, *old, context.now()));
    const std::string after = render::json_line(describe(tenant.slug, scope, context.now()));
    if (before == after) return false;
    put(store, tenant, scope, context.now());
    context.audit({{tenant.slug, "scan scope " + text(scope.network), before, after}});
    return true;
  });
  const std::string what = fmt::format("'{}' of tenant '{}'", text(scope.network), addition.tenant);
  const std::string note = scope.excluded ? "is never scanned" : fmt::format("may be scanned until {}, by '{}'", mssp::text(*addition.last_day), printable(scope.reference));
  return context.changed(fmt::format("{} {}{}", what, changed ? "" : "was entered already: it ", note),
                         describe(addition.tenant, scope, context.now()), changed);
}

struct Choice {
  std::string tenant;
};
Choice read_choice(const cli::Arguments& arguments) { return {*arguments.slug("tenant")}; }

render::Result run_list(Context& context, const Choice& choice) {
  db::Connection& store = context.store();
  if (choice.tenant != every_tenant) tenant::get(store, choice.tenant);
  render::List answer{.columns = {{"tenant", choice.tenant == every_tenant ? "TENANT" : ""},
                                  {"network", "NETWORK"},
                                  {"excluded", "EXCLUDED"},
                                  {"reference", "REFERENCE"},
                                  {"until", "UNTIL"},
                                  {"in_force", "IN FORCE"}},
                      .rows = {},
                      .when_empty = "no networks are authorised"};
  for (const ListedScope& listed : scopes(store, choice.tenant)) {
    std::vector<render::Value> row;
    for (render::Member& member : describe(listed.tenant, listed.scope, context.now()).members) row.push_back(std::move(member.value));
    answer.rows.push_back(std::move(row));
  }
  return {.answer = std::move(answer)};
}

struct Removal {
  std::string tenant;
  Network network;
};
Removal read_removal(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), checked_network(arguments.text("network"))};
}

render::Result run_remove(Context& context, const Removal& removal) {
  const Scope removed = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, removal.tenant);
    const std::vector<Scope> known = scopes_of(store, tenant);
    const Scope* found = find(known, removal.network);
    if (found == nullptr) {
      throw Error(Code::not_found, fmt::format("tenant '{}' has no network '{}'", tenant.slug, text(removal.network)),
                  fmt::format("'synos-mssp scan scope list --tenant {}' shows them", tenant.slug));
    }
    remove(store, tenant, found->network);
    context.audit({{tenant.slug, "scan scope " + text(found->network), render::json_line(describe(tenant.slug, *found, context.now())), ""}});
    return *found;
  });
  return context.changed(fmt::format("removed '{}' of tenant '{}'", text(removed.network), removal.tenant),
                         describe(removal.tenant, removed, context.now()));
}

cli::Option network_option() {
  return {.name = "network", .value = "CIDR", .help = "an address or a network, of IPv4 or IPv6", .required = true};
}

}  // namespace

cli::Command scope_add() {
  return {.path = "scan scope add",
          .summary = "enter a network that may be scanned, or never",
          .details = "What a contract authorises, to the end of its last day in the tenant's zone; with --exclude what is never "
                     "scanned, whatever else is authorised. Entering a network again changes its reference and end.",
          .examples = {"synos-mssp scan scope add --tenant acme-corp --network 192.0.2.0/24 --reference \"contract 2026-17\" --until 2026-12-31",
                       "synos-mssp scan scope add --tenant acme-corp --network 192.0.2.9 --exclude"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(),
                      network_option(),
                      {.name = "reference", .value = "TEXT", .help = "the contract that authorises it"},
                      {.name = "until", .value = "DATE", .help = "the last day on which it may be scanned"},
                      {.name = "exclude", .value = "", .help = "never scan it"}},
          .prepare = cli::steps(read_addition, run_add)};
}

cli::Command scope_list() {
  return {.path = "scan scope list",
          .summary = "show which networks may be scanned",
          .details = "An authorisation that has ended stays in the list, not in force.",
          .examples = {"synos-mssp scan scope list --tenant acme-corp"},
          .needs = {.store = true},
          .options = {options::tenant_or_all()},
          .prepare = cli::steps(read_choice, run_list)};
}

cli::Command scope_remove() {
  return {.path = "scan scope remove",
          .summary = "remove a network from what may be scanned, or from what is excluded",
          .examples = {"synos-mssp scan scope remove --tenant acme-corp --network 192.0.2.0/24"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(), network_option()},
          .prepare = cli::steps(read_removal, run_remove)};
}

}  // namespace mssp::scan
