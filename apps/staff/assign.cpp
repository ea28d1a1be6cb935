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

Options read(const cli::Arguments& arguments) {
  return {*arguments.handle("analyst"), *arguments.slug("tenant"), *parse_role(arguments.text("role"))};
}

std::string object_of(const Assignment& assignment) {
  return "assignment " + assignment.tenant + " " + std::string(name(assignment.role));
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
  done.assignment.from = context.now();
  const std::vector<Assignment> before = lasting(store, tenant.slug);
  const Succession change = succession(before, done.assignment);
  if (!change.begun) {
    for (const Assignment& each : before) {
      if (each.analyst == options.analyst) done.assignment = each;
    }
    return done;
  }
  reassign(store, change.ended, {*change.begun}, context.now());
  for (Assignment each : change.ended) {
    const std::string old = render::json_line(describe(each));
    each.until = context.now();
    changes.push_back({tenant.slug, object_of(each), old, render::json_line(describe(each))});
  }
  changes.push_back({tenant.slug, object_of(*change.begun), "", render::json_line(describe(*change.begun))});
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
  return {*arguments.handle("analyst"), *arguments.slug("tenant")};
}

render::Result run_leaving(Context& context, const Leaving& options) {
  const std::optional<Assignment> ended = context.change([&](db::Connection& store) -> std::optional<Assignment> {
    tenant::require_open(tenant::get(store, options.tenant));
    get(store, options.analyst);
    for (Assignment assignment : lasting(store, options.tenant)) {
      if (assignment.analyst != options.analyst) continue;
      reassign(store, {assignment}, {}, context.now());
      const std::string old = render::json_line(describe(assignment));
      assignment.until = context.now();
      context.audit({{options.tenant, object_of(assignment), old, render::json_line(describe(assignment))}});
      return assignment;
    }
    return std::nullopt;
  });
  const std::string note = "'" + options.analyst + "' " + (ended ? "no longer looks after" : "does not look after") +
                           " tenant '" + options.tenant + "'";
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
                     "role. An analyst nobody has heard of is added, with 40 hours a week.",
          .examples = {"synos-mssp staff assign --analyst john.doe --tenant acme-corp --role primary"},
          .needs = {.store = true, .writes = true},
          .options = {analyst_option(), options::tenant(),
                      {.name = "role", .value = "ROLE", .help = "what the analyst is to the customer", .required = true,
                       .choices = {"primary", "secondary"}}},
          .prepare = cli::steps(read, run)};
}

cli::Command unassign_command() {
  return {.path = "staff unassign",
          .summary = "take an analyst off a customer",
          .details = "The assignment ends now; 'staff show' still tells of it.",
          .examples = {"synos-mssp staff unassign --analyst john.doe --tenant acme-corp"},
          .needs = {.store = true, .writes = true},
          .options = {analyst_option(), options::tenant()},
          .prepare = cli::steps(read_leaving, run_leaving)};
}

}  // namespace mssp::staff
