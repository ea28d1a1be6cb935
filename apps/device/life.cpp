// The steps of a device's life after it is registered.
#include <functional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "device/commands.hpp"
#include "device/describe.hpp"
#include "device/device_store.hpp"
#include "options.hpp"
#include "patch/patch_store.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::device {
namespace {

struct Options {
  std::string tenant;
  std::string device;
  std::string other;  // agent, evidence, group, or the device it is merged into
  std::string id;     // of the agent
};

Options read_one(const cli::Arguments& arguments) { return {*arguments.slug("tenant"), arguments.text("device"), "", ""}; }

// Changes one device and records it; `change` returns whether anything is to be done.
render::Result alter(Context& context, const Options& options, const std::string& done, const std::string& nothing,
                     const std::function<bool(db::Connection&, const tenant::Tenant&, Device&)>& change) {
  const auto [changed, after] = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    Device now = device(store, tenant.slug, options.device);
    const std::string before = render::json_line(describe(now));
    const bool altered = change(store, tenant, now);
    if (altered) {
      update(store, tenant, now);
      now = device(store, tenant.slug, options.device);
      context.audit({{tenant.slug, "device " + now.name, before, render::json_line(describe(now))}});
    }
    return std::pair(altered, std::move(now));
  });
  return context.changed("device '" + after.name + "' " + (changed ? done : nothing), describe(after), changed);
}

Options read_enroll(const cli::Arguments& arguments) {
  Options options = read_one(arguments);
  options.other = *arguments.handle("agent");
  options.id = arguments.optional_text("agent-id").value_or("");
  return options;
}

render::Result run_enroll(Context& context, const Options& options) {
  return alter(context, options, "is enrolled with '" + options.other + "'", "is enrolled already",
               [&](db::Connection& store, const tenant::Tenant& tenant, Device& now) {
                 require_live(now);
                 const bool known = now.state != State::registered && now.details.agent == options.other;
                 if (known && options.id.empty()) return false;
                 if (now.state == State::registered) now.state = State::enrolled;
                 now.details.agent = options.other;
                 if (!now.enrolled_at) now.enrolled_at = context.now();
                 if (!options.id.empty()) {
                   const Signal told = signal(Kind::agent, options.other + ":" + options.id).value();
                   const Decision held = known_signals(store, tenant).decide({told});
                   for (const Candidate& each : held.candidates) {
                     if (each.device == now.id) continue;
                     throw Error(Code::conflict, "number '" + printable(options.id) + "' of " + options.other + " is that of '" +
                                                     by_id(store, tenant).at(each.device).name + "'",
                                 "'device merge' joins two that are one");
                   }
                   add_signal(store, tenant, now, told, "manual", context.now());
                 }
                 return true;
               });
}

Options read_verify(const cli::Arguments& arguments) {
  Options options = read_one(arguments);
  options.other = arguments.text("evidence");
  return options;
}

render::Result run_verify(Context& context, const Options& options) {
  return alter(context, options, "is verified", "is verified already", [&](db::Connection&, const tenant::Tenant&, Device& now) {
    require_live(now);
    if (now.state == State::registered) {
      throw Error(Code::conflict, "device '" + now.name + "' has no agent yet", "'device enroll' or an import from its console says that it has");
    }
    if (!now.seen_at) {
      throw Error(Code::conflict, "device '" + now.name + "' never checked in", "import what its console tells of it");
    }
    if (now.state == State::verified && now.evidence == options.other) return false;
    now.state = State::verified;
    now.verified_at = context.now();
    now.evidence = options.other;
    return true;
  });
}

Options read_group(const cli::Arguments& arguments) {
  Options options = read_one(arguments);
  options.other = arguments.handle("group").value_or("");
  if (options.other.empty() != arguments.has("none")) throw Error(Code::usage, "give either --group or --none");
  return options;
}

render::Result run_group(Context& context, const Options& options) {
  const std::string done = options.other.empty() ? "is in no group" : "is in group '" + options.other + "'";
  return alter(context, options, done, done + " already", [&](db::Connection& store, const tenant::Tenant& tenant, Device& now) {
    require_live(now);
    if (now.details.group == options.other) return false;
    if (!options.other.empty()) make_groups(store, tenant, {options.other}, context.now());
    now.details.group = options.other;
    return true;
  });
}

render::Result run_retire(Context& context, const Options& options) {
  return alter(context, options, "is retired", "is retired already", [&](db::Connection&, const tenant::Tenant&, Device& now) {
    if (now.state == State::retired) return false;
    require_live(now);
    now.state = State::retired;
    now.retired_at = context.now();
    return true;
  });
}

Options read_merge(const cli::Arguments& arguments) {
  Options options = read_one(arguments);
  options.other = arguments.text("into");
  if (options.other == options.device) throw Error(Code::usage, "a device cannot be merged into itself");
  return options;
}

render::Result run_merge(Context& context, const Options& options) {
  return alter(context, options, "is part of '" + options.other + "'", "is part of '" + options.other + "' already",
               [&](db::Connection& store, const tenant::Tenant& tenant, Device& now) {
                 Device into = device(store, tenant.slug, options.other);
                 if (now.merged_into == into.name) return false;
                 require_live(now);
                 require_live(into);
                 const std::string before = render::json_line(describe(into));
                 move_knowledge(store, tenant, now.id, into.id);
                 patch::move_patches(store, tenant, now.id, into.id);
                 into.details = merged(now.details, into.details);
                 into.seen_at = std::max(into.seen_at, now.seen_at);
                 if (into.state == State::registered && now.state != State::registered) into.state = State::enrolled;
                 if (!into.enrolled_at) into.enrolled_at = now.enrolled_at;
                 update(store, tenant, into);
                 const Device after = device(store, tenant.slug, into.name);
                 context.audit({{tenant.slug, "device " + into.name, before, render::json_line(describe(after))}});
                 now.state = State::merged;
                 now.merged_into = into.name;
                 return true;
               });
}

}  // namespace

cli::Command enroll() {
  return {.path = "device enroll",
          .summary = "record that an agent was installed",
          .details = "Imports from an agent's console do this by themselves.",
          .examples = {"synos-mssp device enroll --tenant acme-corp --device laptop-7 --agent action1",
                       "synos-mssp device enroll --tenant acme-corp --device laptop-7 --agent action1 --agent-id 4f1c"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(), device_option(),
                      {.name = "agent", .value = "NAME", .help = "which agent", .required = true},
                      {.name = "agent-id", .value = "TEXT", .help = "the number its console gave the device"}},
          .prepare = cli::steps(read_enroll, run_enroll)};
}

cli::Command verify() {
  return {.path = "device verify",
          .summary = "record that check-in and remote control were seen to work",
          .details = "The device has to have an agent and to have checked in.",
          .examples = {"synos-mssp device verify --tenant acme-corp --device laptop-7 --evidence \"session 4711, ann agreed\""},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(), device_option(),
                      {.name = "evidence", .value = "TEXT", .help = "what was seen", .required = true}},
          .prepare = cli::steps(read_verify, run_verify)};
}

cli::Command assign_group() {
  return {.path = "device assign-group",
          .summary = "put a device into a group, with whose windows it is patched",
          .examples = {"synos-mssp device assign-group --tenant acme-corp --device db-1 --group servers",
                       "synos-mssp device assign-group --tenant acme-corp --device db-1 --none"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(), device_option(), group_option("the group, made when it is not there"),
                      {.name = "none", .value = "", .help = "take it out of its group"}},
          .prepare = cli::steps(read_group, run_group)};
}

cli::Command retire() {
  return {.path = "device retire",
          .summary = "take a device out of service; its history stays",
          .details = "It counts no more, and imports leave it alone.",
          .examples = {"synos-mssp device retire --tenant acme-corp --device laptop-7 --reason sold"},
          .needs = {.store = true, .writes = true, .destructive = true},
          .options = {options::tenant(), device_option()},
          .prepare = cli::steps(read_one, run_retire)};
}

cli::Command merge() {
  return {.path = "device merge",
          .summary = "join two devices that are one",
          .details = "What is known of the first goes to the second: signals, facts, patches, and details that it lacks.",
          .examples = {"synos-mssp device merge --tenant acme-corp --device laptop-7-2 --into laptop-7"},
          .needs = {.store = true, .writes = true, .destructive = true},
          .options = {options::tenant(), device_option(),
                      {.name = "into", .value = "NAME", .help = "the device that stays", .required = true}},
          .prepare = cli::steps(read_merge, run_merge)};
}

}  // namespace mssp::device
