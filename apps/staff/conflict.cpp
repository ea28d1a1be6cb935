#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "staff/commands.hpp"
#include "staff/staff_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::staff {
namespace {

struct Conflict {
  std::string analyst;
  std::string tenant;
  bool gone = false;
};

Conflict read_conflict(const cli::Arguments& arguments) {
  return {*arguments.handle("analyst"), *arguments.slug("tenant"), arguments.has("remove")};
}

render::Result run_conflict(Context& context, const Conflict& options) {
  const bool changed = context.change([&](db::Connection& store) {
    tenant::require_open(tenant::get(store, options.tenant));
    get(store, options.analyst);
    const bool is_new = set_conflict(store, options.tenant, options.analyst, !options.gone, context.now());
    const std::string state =
        render::json_line(render::Object{{{"tenant", options.tenant}, {"analyst", options.analyst}}});
    if (is_new) {
      context.audit({{options.tenant, "conflict " + options.tenant + " " + options.analyst, options.gone ? state : "",
                      options.gone ? "" : state}});
    }
    return is_new;
  });
  return context.changed("'" + options.analyst + "' has " + (options.gone ? "no" : "a") +
                             " conflict of interest with tenant '" + options.tenant + "'" + (changed ? "" : " already"),
                         {{{"tenant", options.tenant}, {"analyst", options.analyst}, {"conflict", !options.gone}}}, changed);
}

struct Required {
  std::string tenant;
  std::vector<std::string> skills;
};

Required read_required(const cli::Arguments& arguments) {
  if (arguments.has("none") == arguments.has("skills")) {
    throw Error(Code::usage, "give either --skills or --none");
  }
  return {*arguments.slug("tenant"), checked_skills(arguments.texts("skills"))};
}

render::Object required_object(const std::string& tenant, const std::vector<std::string>& skills) {
  return {{{"tenant", tenant}, {"skills", render::Array(skills.begin(), skills.end())}}};
}

render::Result run_required(Context& context, const Required& options) {
  const bool changed = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    const auto before = required_skills(store, tenant.id);
    if (before == options.skills) return false;
    set_required(store, tenant.id, options.skills);
    context.audit({{tenant.slug, "skills " + tenant.slug, render::json_line(required_object(tenant.slug, before)),
                    render::json_line(required_object(tenant.slug, options.skills))}});
    return true;
  });
  const std::string skills = options.skills.empty() ? "no skills of its own" : "the skills " + join(options.skills, ", ");
  return context.changed("tenant '" + options.tenant + "' requires " + skills + (changed ? "" : " already"),
                         required_object(options.tenant, options.skills), changed);
}

}  // namespace

cli::Command conflict() {
  return {.path = "staff conflict",
          .summary = "note that an analyst must not work for a customer",
          .details = "'workload balance' gives him none of its work, and takes away what he has.",
          .examples = {"synos-mssp staff conflict --analyst john.doe --tenant acme-corp --reason \"former employer\""},
          .needs = {.store = true, .writes = true},
          .options = {analyst_option(), options::tenant(),
                      {.name = "remove", .value = "", .help = "the conflict no longer exists"}},
          .prepare = cli::steps(read_conflict, run_conflict)};
}

cli::Command require() {
  return {.path = "staff require",
          .summary = "say what who looks after a customer has to be able to do",
          .details = "Replaces what was required of this customer before; what its tier requires by staff.yml stays. "
                     "'workload balance' keeps to it, 'staff coverage' tells of who does not.",
          .examples = {"synos-mssp staff require --tenant acme-corp --skills forensics,azure",
                       "synos-mssp staff require --tenant acme-corp --none"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(),
                      {.name = "skills", .value = "LIST", .help = "the skills, separated by commas", .repeatable = true},
                      {.name = "none", .value = "", .help = "no skill beyond those of the tier"}},
          .prepare = cli::steps(read_required, run_required)};
}

}  // namespace mssp::staff
