#include <algorithm>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "sla/commands.hpp"
#include "sla/from_config.hpp"
#include "sla/policy_store.hpp"
#include "sla/set.hpp"
#include "sla/terms.hpp"
#include "sla/whose.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::sla {
namespace {

using Options = Promise;

void refuse_empty(const PolicyChange& change) {
  const bool times = change.response || change.update || change.no_update || change.resolution;
  if (!times && !change.uptime && !change.calendar && !change.p1_around_the_clock) {
    throw Error(Code::usage, "nothing to set",
                "give one of --response-time, --update-time, --resolution-time, --uptime, --calendar, --p1-24x7");
  }
  if (change.priority && !times) {
    throw Error(Code::usage, "--priority needs --response-time, --update-time or --resolution-time",
                "uptime and calendar belong to no priority");
  }
}

Options read(const cli::Arguments& arguments) {
  std::optional<std::string> tenant = whose(arguments).tenant;
  if (arguments.has("effective") && arguments.has("effective-from")) {
    throw Error(Code::usage, "--effective and --effective-from are the same: give one");
  }
  Options options{.tenant = std::move(tenant),
                  .changes = {change_from(arguments)},
                  .effective = moment(arguments, arguments.has("effective") ? "effective" : "effective-from")};
  refuse_empty(options.changes.front());
  return options;
}

struct Outcome {
  std::optional<std::string> tenant;
  Policy policy;  // the new version, or the one that says so already
  bool changed = false;

  render::Object object() const { return describe(tenant, policy); }
};

std::optional<Policy> made_version(Context& context, const Versions& known, const std::vector<PolicyChange>& changes, Instant effective) {
  auto next = next_version(known, changes, effective);
  if (!next) return next;
  refuse_past(known, effective, context.now());
  check(*next);
  next->recorded_at = context.now();
  next->recorded_by = context.actor().login;
  return next;
}

audit::Change audited(const std::optional<std::string>& tenant, const Policy& before, const Policy& after) {
  return {tenant.value_or(""), "sla policy " + tenant.value_or("of the house"),
          before.version == 0 ? "" : render::json_line(describe(tenant, before)), render::json_line(describe(tenant, after))};
}

std::vector<Outcome> change_house(Context& context, db::Connection& store, const Options& options) {
  const Versions known = house_versions(store);
  const Instant effective = options.effective ? options.effective->in(context.organization_zone()) : context.now();
  const Policy& before = policy_at(known, effective);
  const auto next = made_version(context, known, options.changes, effective);
  if (next) {
    insert_house(store, *next);
    context.audit({audited(std::nullopt, before, *next)});
  }
  return {{std::nullopt, next.value_or(before), next.has_value()}};
}

std::vector<Outcome> change(Context& context, db::Connection& store, const Options& options) {
  if (!options.tenant) return change_house(context, store, options);
  const std::vector<tenant::Tenant> tenants = tenant::named(store, *options.tenant);
  const auto known = versions(store, tenants);
  std::vector<Outcome> outcomes;
  std::vector<NewVersion> made;
  std::vector<audit::Change> changes;
  for (const tenant::Tenant& tenant : tenants) {
    tenant::require_open(tenant);
    const Versions& own = known.at(tenant.id);
    const Instant effective = options.effective ? options.effective->in(tenant::zone_of(tenant)) : context.now();
    const Policy& before = policy_at(own, effective);
    const auto next = made_version(context, own, options.changes, effective);
    outcomes.push_back({tenant.slug, next.value_or(before), next.has_value()});
    if (!next) continue;
    made.push_back({tenant.id, *next});
    changes.push_back(audited(tenant.slug, before, *next));
  }
  insert(store, made);
  context.audit(changes);
  return outcomes;
}

render::Result answer_all(Context& context, const std::vector<Outcome>& outcomes) {
  constexpr std::size_t named = 10;
  render::Array rows;
  std::vector<std::string> slugs;
  std::size_t changed = 0;
  for (const Outcome& outcome : outcomes) {
    render::Object row = outcome.object();
    row.members.push_back({"changed", outcome.changed});
    rows.emplace_back(std::move(row));
    if (outcome.changed && ++changed <= named) slugs.push_back(outcome.tenant.value_or(""));
  }
  std::string note = "set the SLA of " + std::to_string(changed) + " of " + std::to_string(outcomes.size()) +
                     " active tenants";
  if (!slugs.empty()) note += ": " + join(slugs, ", ") + (changed > named ? " ..." : "");
  return context.changed(std::move(note), {{{"tenant", every_tenant}, {"tenants", std::move(rows)}}}, changed > 0);
}

}  // namespace

render::Result set_promise(Context& context, const Promise& options) {
  for (const PolicyChange& each : options.changes) {
    if (each.calendar) static_cast<void>(Calendars(config::load_calendars(context.folder())).get(*each.calendar));
  }
  const auto outcomes = context.change([&](db::Connection& store) { return change(context, store, options); });
  if (options.tenant == every_tenant) return answer_all(context, outcomes);
  const Outcome& only = outcomes.front();
  const std::string policy = only.tenant ? "the SLA of tenant '" + *only.tenant + "'" : "the SLA of the house";
  return context.changed(only.changed ? "set " + policy + ": version " + std::to_string(only.policy.version) + ", from " +
                                            rfc3339(only.policy.effective_from) + " on"
                                      : policy + " is so already",
                         only.object(), only.changed);
}

cli::Command set() {
  return {.path = "sla set",
          .summary = "promise a customer response, resolution and uptime",
          .details =
              "What is left out stays as it is. Every change is a new version from --effective-from on; tickets keep the "
              "version in force when they were opened, so the past is never graded again. History recorded later that "
              "is older than the first version is graded by the first. Once a version is in force, none can begin in the "
              "past, except where that one began, to complete it.\n\n"
              "--default sets what holds for tenants without a version of their own. Until its first version the "
              "built-in policy holds: around the clock, no uptime, response and resolution "
              "P1 1h/4h, P2 2h/8h, P3 4h/24h, P4 8h/72h. A day is 24 hours of the calendar's open time.",
          .examples = {"synos-mssp sla set --tenant acme-corp --response-time 2h --resolution-time 24h --uptime 99.9%",
                       "synos-mssp sla set --tenant acme-corp --priority P1 --response-time 15m --p1-24x7 yes",
                       "synos-mssp sla set --tenant all --uptime 99.5% --effective-from 2026-01-01",
                       "synos-mssp sla set --default --calendar 24x7 --priority P3 --update-time 4h"},
          .needs = {.store = true, .writes = true},
          .options = terms({options::tenant_or_all(false),
                      house_default(),
                      {.name = "effective-from", .value = "TIME",
                       .help = "from when it holds, in the tenant's zone; default is now"},
                      {.name = "effective", .value = "TIME", .help = "the same as --effective-from"}}),
          .prepare = cli::steps(read, set_promise)};
}

}  // namespace mssp::sla
