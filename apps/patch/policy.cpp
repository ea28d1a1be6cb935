#include <fmt/core.h>

#include "base/error.hpp"
#include "config/patch_policy.hpp"
#include "context.hpp"
#include "device/device_store.hpp"
#include "options.hpp"
#include "patch/commands.hpp"
#include "patch/policy.hpp"
#include "patch/policy_file.hpp"
#include "patch/window_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::patch {
namespace {

struct Options {
  std::string tenant;
  std::string group;
  std::string device;
  bool explain = false;
};

Options read(const cli::Arguments& arguments) {
  Options options{*arguments.slug("tenant"), arguments.handle("group").value_or(""), arguments.optional_text("device").value_or(""),
                  arguments.has("explain")};
  if (!options.group.empty() && !options.device.empty()) throw Error(Code::usage, "give --group or --device, not both");
  return options;
}

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const config::PatchPolicies policies =
      policies_of(store, tenant::get(store, options.tenant), config::load_patch_policies(context.folder()));
  std::string group = options.group;
  if (!options.device.empty()) group = device::device(store, options.tenant, options.device).details.group;
  const Policy policy = effective(policies, options.tenant, group, options.device, policy_file(context));
  render::List answer{.columns = {{"field", "FIELD"}, {"value", "VALUE"}, {"origin", options.explain ? "ORIGIN" : ""}}, .rows = {}};
  for (const Shown& each : shown(policy)) answer.rows.push_back(render::row(each.field, each.value, each.origin));
  return {.answer = std::move(answer)};
}

}  // namespace

std::string policy_file(Context& context) {
  const std::string folder = context.folder().path;
  return folder + (folder.ends_with('/') ? "" : "/") + "patch-policy.yml";
}

cli::Command policy_show() {
  return {.path = "patch policy show",
          .summary = "show the patch policy that holds for a tenant, a group or a device",
          .details = "Of patch-policy.yml the narrowest policy that names a field holds: the device's, its group's, the tenant's, the "
                     "default. Windows that 'patch window set' agreed come before the file's of the same scope. --explain tells "
                     "of each field where it stands.",
          .examples = {"synos-mssp patch policy show --tenant acme-corp --explain",
                       "synos-mssp patch policy show --tenant acme-corp --device db-1 --explain"},
          .needs = {.store = true},
          .options = {options::tenant(),
                      {.name = "group", .value = "NAME", .help = "that of a group"},
                      {.name = "device", .value = "NAME", .help = "that of a device"},
                      {.name = "explain", .value = "", .help = "with the file and line of each field"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::patch
