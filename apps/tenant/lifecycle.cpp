#include "context.hpp"
#include "onboard/onboarding_store.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "tenant/commands.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::tenant {
namespace {

// The commands that only take an edge of the life cycle differ in its verb alone.
cli::Command edge_command(const std::string& verb, const std::string& summary, const std::string& details) {
  const auto prepare = [verb](const cli::Arguments& arguments) -> cli::Job {
    return [verb, slug = *arguments.slug("tenant")](Context& context) {
      std::string effect;
      const Tenant after = context.change([&](db::Connection& store) {
        const Tenant before = get(store, slug);
        const Edge& edge = edge_for(before, verb);
        if (verb == "activate") onboard::require_finished(store, before, context.now());
        effect = edge.effect;
        Tenant tenant = before;
        tenant.status = edge.to;
        update(store, tenant, context.now());
        context.audit({{slug, "tenant " + slug, render::json_line(describe(before)), render::json_line(describe(tenant))}});
        return tenant;
      });
      return context.changed("tenant '" + slug + "' is " + std::string(name(after.status)) + ": " + effect, describe(after));
    };
  };
  return {.path = "tenant " + verb,
          .summary = summary,
          .details = details,
          .examples = {"synos-mssp tenant " + verb + " --tenant acme-corp --reason \"agreed by phone\""},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant()},
          .prepare = prepare};
}

}  // namespace

cli::Command activate() {
  return edge_command("activate", "begin the work for a customer",
                      "Schedules run and reports count from now on. Refused while a checklist of 'onboard start' that gates the "
                      "customer has open steps.");
}

cli::Command suspend() {
  return edge_command("suspend", "stop the work for a customer for a while",
                      "Scans and reports for --tenant all leave it out until 'tenant resume'.");
}

cli::Command resume() {
  return edge_command("resume", "take up the work for a customer again",
                      "Takes a tenant that is suspended or being offboarded back to active.");
}

cli::Command offboard() {
  return edge_command("offboard", "begin the end of a contract",
                      "Work stops; hand over the data with 'tenant export', then 'tenant archive'.");
}

cli::Command archive() {
  return edge_command("archive", "close a customer's books",
                      "The tenant can be read but not changed any more. 'tenant purge' deletes its data later.");
}

}  // namespace mssp::tenant
