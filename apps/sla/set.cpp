#include <algorithm>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "sla/commands.hpp"
#include "sla/from_config.hpp"
#include "sla/moment.hpp"
#include "sla/policy_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::sla {
namespace {

struct Options {
  std::string tenant;
  PolicyChange change;
  std::optional<Moment> effective;
};

Options read(const cli::Arguments& arguments) {
  const auto priority = arguments.optional_text("priority");
  const auto around = arguments.optional_text("p1-24x7");
  Options options{.tenant = *arguments.slug("tenant"),
                  .change = {.priority = priority ? parse_priority(*priority) : std::nullopt,
                             .response = arguments.duration("response-time"),
                             .resolution = arguments.duration("resolution-time"),
                             .uptime = arguments.percent("uptime"),
                             .calendar = arguments.optional_text("calendar"),
                             .p1_around_the_clock = around ? std::optional(*around == "yes") : std::nullopt},
                  .effective = moment(arguments, "effective")};
  const PolicyChange& change = options.change;
  const bool times = change.response || change.resolution;
  if (!times && !change.uptime && !change.calendar && !change.p1_around_the_clock) {
    throw Error(Code::usage, "nothing to set",
                "give one of --response-time, --resolution-time, --uptime, --calendar, --p1-24x7");
  }
  if (change.priority && !times) {
    throw Error(Code::usage, "--priority needs --response-time or --resolution-time",
                "uptime and calendar belong to no priority");
  }
  return options;
}

struct Outcome {
  std::string tenant;
  Policy policy;  // the new version, or the one that says so already
  bool changed = false;

  render::Object object() const { return describe(tenant, policy); }
};

std::vector<Outcome> change(Context& context, db::Connection& store, const Options& options) {
  const std::vector<tenant::Tenant> tenants = tenant::named(store, options.tenant);
  const auto known = versions(store, tenants);
  std::vector<Outcome> outcomes;
  std::vector<NewVersion> made;
  std::vector<audit::Change> changes;
  for (const tenant::Tenant& tenant : tenants) {
    tenant::require_open(tenant);
    const Versions& own = known.at(tenant.id);
    const Instant effective = options.effective ? options.effective->in(tenant::zone_of(tenant)) : context.now();
    const Policy& before = policy_at(own, effective);
    const auto next = next_version(own, options.change, effective);
    outcomes.push_back({tenant.slug, next.value_or(before), next.has_value()});
    if (!next) continue;
    made.push_back({tenant.id, *next});
    changes.push_back({tenant.slug, "sla policy " + tenant.slug,
                       before.version == 0 ? "" : render::json_line(describe(tenant.slug, before)),
                       render::json_line(outcomes.back().object())});
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
    if (outcome.changed && ++changed <= named) slugs.push_back(outcome.tenant);
  }
  std::string note = "set the SLA of " + std::to_string(changed) + " of " + std::to_string(outcomes.size()) +
                     " active tenants";
  if (!slugs.empty()) note += ": " + join(slugs, ", ") + (changed > named ? " ..." : "");
  return context.changed(std::move(note), {{{"tenant", every_tenant}, {"tenants", std::move(rows)}}}, changed > 0);
}

render::Result run(Context& context, const Options& options) {
  if (options.change.calendar) {
    static_cast<void>(Calendars(config::load_calendars(context.folder())).get(*options.change.calendar));
  }
  const auto outcomes = context.change([&](db::Connection& store) { return change(context, store, options); });
  if (options.tenant == every_tenant) return answer_all(context, outcomes);
  const Outcome& only = outcomes.front();
  const std::string policy = "the SLA of tenant '" + only.tenant + "'";
  return context.changed(only.changed ? "set " + policy + ": version " + std::to_string(only.policy.version) + ", from " +
                                            rfc3339(only.policy.effective_from) + " on"
                                      : policy + " is so already",
                         only.object(), only.changed);
}

}  // namespace

cli::Command set() {
  return {.path = "sla set",
          .summary = "promise a customer response, resolution and uptime",
          .details =
              "What is left out stays as it is. Every change is a new version from --effective on; tickets keep the "
              "version in force when they were opened, so the past is never graded again. History recorded later that "
              "is older than the first version is graded by the first.\n\n"
              "Until the first version the built-in policy holds: around the clock, no uptime, response and resolution "
              "P1 1h/4h, P2 2h/8h, P3 4h/24h, P4 8h/72h. A day is 24 hours of the calendar's open time.",
          .examples = {"synos-mssp sla set --tenant acme-corp --response-time 2h --resolution-time 24h --uptime 99.9%",
                       "synos-mssp sla set --tenant acme-corp --priority P1 --response-time 15m --p1-24x7 yes",
                       "synos-mssp sla set --tenant all --uptime 99.5% --effective 2026-01-01"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant_or_all(),
                      {.name = "response-time", .value = "DURATION", .help = "open time until the first answer"},
                      {.name = "resolution-time", .value = "DURATION", .help = "open time until it is resolved"},
                      {.name = "uptime", .value = "PERCENT", .help = "of a calendar month, for every service"},
                      {.name = "priority", .value = "PRIORITY", .help = "whose times to set; default is every priority",
                       .choices = {"P1", "P2", "P3", "P4"}},
                      {.name = "calendar", .value = "NAME", .help = "a calendar of calendars.yml, or 24x7",
                       .offers = cli::Offers::calendars},
                      {.name = "p1-24x7", .value = "YES", .help = "whether P1 counts around the clock whatever the calendar",
                       .choices = {"yes", "no"}},
                      {.name = "effective", .value = "TIME",
                       .help = "from when it holds, in the tenant's zone; default is now"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::sla
