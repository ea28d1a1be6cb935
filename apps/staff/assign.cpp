#include <algorithm>

#include "base/error.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "staff/commands.hpp"
#include "staff/staff_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::staff {
namespace {

struct Options {
  std::string analyst;
  std::string tenant;
  Role role;
};

// The form of times; what they mean depends on the tenant's zone.
void check_times(const cli::Arguments& arguments) {
  for (const char* option : {"from", "until"}) static_cast<void>(arguments.instant(option, Zone::utc()));
}

Options read(const cli::Arguments& arguments) {
  check_times(arguments);
  return {*arguments.handle("analyst"), *arguments.slug("tenant"), *parse_role(arguments.text("role"))};
}

std::string object_of(const Assignment& assignment) {
  return "assignment " + assignment.tenant + " " + std::string(name(assignment.role));
}

// The time given or now. What somebody was in charge of is history, which is not rewritten.
Instant time_of(Context& context, const tenant::Tenant& tenant, std::string_view option) {
  const auto given = context.arguments().instant(option, tenant::zone_of(tenant));
  if (!given) return context.now();
  if (*given < context.now()) {
    throw Error(Code::usage, "--" + std::string(option) + " " + rfc3339(*given) + " is in the past",
                "assignments begin and end now or later");
  }
  return *given;
}

struct Done {
  Assignment assignment;
  std::string replaced;
  bool added = false;
  bool changed = false;
};

Done assign(Context& context, db::Connection& store, const Options& options) {
  const tenant::Tenant tenant = tenant::get(store, options.tenant);
  tenant::require_open(tenant);
  for (const auto& [slug, handle] : conflicts(store)) {
    if (slug != tenant.slug || handle != options.analyst) continue;
    throw Error(Code::conflict, "'" + handle + "' has a conflict of interest with tenant '" + slug + "'",
                "'synos-mssp staff conflict --remove' takes it back");
  }
  std::vector<audit::Change> changes;
  Done done;
  if (!find(store, options.analyst)) {
    Analyst analyst;
    analyst.handle = options.analyst;
    analyst.created_at = context.now();
    insert(store, analyst);
    changes.push_back({"", "analyst " + analyst.handle, "", render::json_line(describe(analyst))});
    done.added = true;
  }
  done.assignment.tenant = tenant.slug;
  done.assignment.analyst = options.analyst;
  done.assignment.role = options.role;
  done.assignment.from = time_of(context, tenant, "from");
  if (context.arguments().has("until")) {
    done.assignment.until = time_of(context, tenant, "until");
    if (*done.assignment.until <= done.assignment.from) {
      throw Error(Code::usage, "--until " + rfc3339(*done.assignment.until) + " is not after the beginning, " +
                                   rfc3339(done.assignment.from));
    }
  }
  const std::vector<Assignment> before = not_over(store, context.now(), tenant.slug);
  const Succession change = succession(before, done.assignment);
  if (change.begun.empty()) {
    for (const Assignment& each : before) {
      if (each.analyst == options.analyst && holds(each, done.assignment.from)) done.assignment = each;
    }
    return done;
  }
  reassign(store, change.ended, change.begun);
  for (const Assignment& each : change.ended) {
    const auto old = std::find_if(before.begin(), before.end(), [&](const Assignment& one) { return one.id == each.id; });
    changes.push_back({tenant.slug, object_of(each), render::json_line(describe(*old)), render::json_line(describe(each))});
  }
  for (const Assignment& each : change.begun) {
    changes.push_back({tenant.slug, object_of(each), "", render::json_line(describe(each))});
  }
  context.audit(changes);
  done.replaced = change.replaced;
  done.changed = true;
  return done;
}

render::Result run(Context& context, const Options& options) {
  const Done done = context.change([&](db::Connection& store) { return assign(context, store, options); });
  const std::string role(name(options.role));
  std::string note = "'" + options.analyst + "' is " + role + " of tenant '" + options.tenant + "'";
  if (!done.changed) note += " already";
  if (done.assignment.from > context.now()) note += " from " + rfc3339(done.assignment.from);
  if (done.assignment.until) note += " until " + rfc3339(*done.assignment.until);
  if (!done.replaced.empty()) note += " instead of '" + done.replaced + "'";
  render::Object object = describe(done.assignment);
  object.members.push_back({"replaced", done.replaced.empty() ? render::Value() : render::Value(done.replaced)});
  object.members.push_back({"analyst_added", done.added});
  render::Result result = context.changed(std::move(note), std::move(object), done.changed);
  if (done.added) {
    const std::string dry = context.dry_run() ? "dry run, nothing kept: " : "";
    result.notes.insert(result.notes.begin(), dry + "added analyst '" + options.analyst + "' with " +
                                                  std::to_string(default_capacity / hour) + " h a week");
  }
  return result;
}

struct Leaving {
  std::string analyst;
  std::string tenant;
};

Leaving read_leaving(const cli::Arguments& arguments) {
  check_times(arguments);
  return {*arguments.handle("analyst"), *arguments.slug("tenant")};
}

render::Result run_leaving(Context& context, const Leaving& options) {
  const std::optional<Assignment> ended = context.change([&](db::Connection& store) -> std::optional<Assignment> {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    get(store, options.analyst);
    const Instant end = time_of(context, tenant, "from");
    std::optional<Assignment> last;
    std::vector<Assignment> over;
    std::vector<audit::Change> changes;
    for (Assignment assignment : not_over(store, context.now(), options.tenant)) {
      if (assignment.analyst != options.analyst || (assignment.until && *assignment.until <= end)) continue;
      const std::string old = render::json_line(describe(assignment));
      assignment.until = std::max(assignment.from, end);
      changes.push_back({options.tenant, object_of(assignment), old, render::json_line(describe(assignment))});
      over.push_back(assignment);
      if (!last || holds(*last, end)) last = std::move(assignment);
    }
    if (!last) return std::nullopt;
    reassign(store, over, {});
    context.audit(changes);
    return last;
  });
  std::string note = "'" + options.analyst + "' " + (ended ? "no longer looks after" : "does not look after") +
                     " tenant '" + options.tenant + "'";
  if (ended && *ended->until > context.now()) note += " from " + rfc3339(*ended->until) + " on";
  if (!ended) {
    return context.changed(note, {{{"tenant", options.tenant}, {"analyst", options.analyst}, {"role", nullptr},
                                   {"from", nullptr}, {"until", nullptr}}}, false);
  }
  return context.changed(note, describe(*ended));
}

}  // namespace

cli::Command assign_command() {
  return {.path = "staff assign",
          .summary = "put an analyst in charge of a customer, or make him the backup",
          .details = "A customer has one primary: another one replaces the former. Who is assigned already changes his "
                     "role. An analyst nobody has heard of is added, with 40 hours a week. With --until, whoever gives way "
                     "is back after it. Times are in the customer's time zone.",
          .examples = {"synos-mssp staff assign --analyst john.doe --tenant acme-corp --role primary",
                       "synos-mssp staff assign --analyst jane.roe --tenant acme-corp --role primary --from 2025-12-22 --until 2026-01-05"},
          .needs = {.store = true, .writes = true},
          .options = {analyst_option(), options::tenant(),
                      {.name = "role", .value = "ROLE", .help = "what the analyst is to the customer", .required = true,
                       .choices = {"primary", "secondary"}},
                      {.name = "from", .value = "TIME", .help = "when it begins; default is now"},
                      {.name = "until", .value = "TIME", .help = "when it ends; default is never"}},
          .prepare = cli::steps(read, run)};
}

cli::Command unassign_command() {
  return {.path = "staff unassign",
          .summary = "take an analyst off a customer",
          .details = "The assignment ends, and what was planned for later with it; 'staff show' still tells of it.",
          .examples = {"synos-mssp staff unassign --analyst john.doe --tenant acme-corp",
                       "synos-mssp staff unassign --analyst john.doe --tenant acme-corp --from 2025-12-31"},
          .needs = {.store = true, .writes = true},
          .options = {analyst_option(), options::tenant(),
                      {.name = "from", .value = "TIME", .help = "from when on; default is now"}},
          .prepare = cli::steps(read_leaving, run_leaving)};
}

}  // namespace mssp::staff
