#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "device/device_store.hpp"
#include "onboard/chosen.hpp"
#include "onboard/commands.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::onboard {
namespace {

struct Options {
  Chosen chosen;
  bool if_not_exists = false;
};

Options read(const cli::Arguments& arguments) { return {chosen(arguments), arguments.has("if-not-exists")}; }

// Error{not_found} with the nearest name; Error{usage} when it is about the other kind of thing.
config::Checklist wanted(Context& context, const Chosen& chosen) {
  std::vector<std::string> names;
  for (config::Checklist& each : config::load_checklists(context.folder())) {
    names.push_back(each.name);
    if (each.name != chosen.checklist) continue;
    if (each.of_device == chosen.device.empty()) {
      throw Error(Code::usage, "the checklist '" + each.name + "' is about " + (each.of_device ? "a device" : "the tenant"),
                  each.of_device ? "name it with --device" : "leave --device out");
    }
    each.line = 0;
    return std::move(each);
  }
  std::string hint = did_you_mean(chosen.checklist, names);
  if (hint.empty()) hint = "onboarding.yml has " + join(names, ", ");
  throw Error(Code::not_found, "no checklist '" + printable(chosen.checklist) + "'", hint);
}

render::Result run(Context& context, const Options& options) {
  const config::Checklist checklist = wanted(context, options.chosen);
  const auto [started, made] = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.chosen.tenant);
    tenant::require_open(tenant);
    if (checklist.of_device) device::require_live(device::device(store, tenant.slug, options.chosen.device));
    if (auto found = find(store, tenant, checklist.name, options.chosen.device)) {
      if (!options.if_not_exists) {
        throw Error(Code::conflict, "the checklist '" + checklist.name + "' of " + found->subject() + " was started already",
                    "'synos-mssp onboard status --tenant " + tenant.slug + "' shows it; --if-not-exists accepts it");
      }
      return std::pair(std::move(*found), false);
    }
    Onboarding fresh{.id = 0,
                     .tenant_id = tenant.id,
                     .tenant = tenant.slug,
                     .device = options.chosen.device,
                     .checklist = checklist,
                     .sha256 = config::fingerprint(checklist),
                     .started_at = context.now(),
                     .started_by = context.actor().login,
                     .events = {}};
    insert(store, fresh);
    context.audit({{tenant.slug, fresh.object(), "", render::json_line(describe(fresh))}});
    return std::pair(std::move(fresh), true);
  });
  const std::string what = "checklist '" + started.checklist.name + "' for " + started.subject();
  return context.changed(made ? "started " + what + ": " + counted(started.checklist.steps.size(), "step") : what + " was started already",
                         describe(started), made);
}

}  // namespace

cli::Command start() {
  return {.path = "onboard start",
          .summary = "begin the checklist of a customer or a device",
          .details = "The checklist is kept as onboarding.yml has it now; what is changed there later is for those that begin "
                     "later. A customer whose checklist gates it cannot become active before every step is done or waived.",
          .examples = {"synos-mssp onboard start --tenant acme-corp", "synos-mssp onboard start --tenant acme-corp --device pc-17"},
          .needs = {.store = true, .writes = true},
          .options = chosen_options({options::if_not_exists()}),
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::onboard
