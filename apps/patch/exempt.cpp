#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "device/device_store.hpp"
#include "options.hpp"
#include "patch/commands.hpp"
#include "patch/patch_store.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::patch {
namespace {

constexpr std::size_t longest_patch = 200;

struct Options {
  std::string tenant;
  std::string device;
  std::string patch;
  std::string approver;
  std::string until;
  std::string because;
};

render::Object describe(const std::string& tenant, const Exemption& each) {
  return {{{"tenant", tenant},
           {"exemption", each.number},
           {"device", each.device_name.empty() ? render::Value() : render::Value(each.device_name)},
           {"patch", each.patch.empty() ? render::Value() : render::Value(each.patch)},
           {"reason", each.reason},
           {"approver", each.approver},
           {"created_at", each.created_at},
           {"expires_at", each.expires_at},
           {"removed_at", each.removed_at}}};
}

Options read(const cli::Arguments& arguments) {
  Options options{*arguments.slug("tenant"), arguments.optional_text("device").value_or(""), arguments.optional_text("patch").value_or(""),
                  arguments.text("approver"), arguments.text("expires"), arguments.optional_text("reason").value_or("")};
  if (options.device.empty() && options.patch.empty()) throw Error(Code::usage, "nothing to exempt", "give --device, --patch, or both");
  if (options.because.empty()) throw Error(Code::usage, "--reason is missing", "an exemption without a reason is none");
  if (options.patch.size() > longest_patch) cli::refuse("patch", "at most 200 bytes", options.patch);
  return options;
}

render::Result run(Context& context, const Options& options) {
  const auto added = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    Exemption wanted{.number = 0, .device = {}, .device_name = options.device, .patch = options.patch, .reason = options.because,
                     .approver = options.approver, .created_at = context.now(), .expires_at = {}, .removed_at = {}};
    const auto until = parse_instant(options.until, tenant::zone_of(tenant));
    if (!until) cli::refuse("expires", "a time such as 2026-12-31", options.until);
    if (*until <= context.now()) throw Error(Code::usage, "--expires " + options.until + " is past");
    wanted.expires_at = *until;
    if (!options.device.empty()) {
      const device::Device found = device::device(store, tenant.slug, options.device);
      device::require_live(found);
      wanted.device = found.id;
    }
    Exemption kept = add(store, tenant, std::move(wanted));
    context.audit({{tenant.slug, "exemption " + std::to_string(kept.number), "", render::json_line(describe(tenant.slug, kept))}});
    return kept;
  });
  return context.changed("exempt until " + rfc3339(added.expires_at) + " as number " + std::to_string(added.number),
                         describe(options.tenant, added));
}

struct Listed {
  std::string tenant;
  bool every = false;
};

Listed read_list(const cli::Arguments& arguments) { return {*arguments.slug("tenant"), arguments.has("every")}; }

render::Result run_list(Context& context, const Listed& options) {
  db::Connection& store = context.store();
  const tenant::Tenant tenant = tenant::get(store, options.tenant);
  render::List answer{.columns = {{"tenant", ""}, {"exemption", "NUMBER", render::Align::right}, {"device", "DEVICE"}, {"patch", "PATCH"},
                                  {"reason", "REASON"}, {"approver", "APPROVER"}, {"created_at", ""}, {"expires_at", "EXPIRES"},
                                  {"removed_at", options.every ? "REMOVED" : ""}},
                      .rows = {},
                      .when_empty = "no exemptions"};
  for (const Exemption& each : exemptions(store, tenant, options.every, context.now())) {
    std::vector<render::Value> row;
    for (render::Member& member : describe(tenant.slug, each).members) row.push_back(std::move(member.value));
    answer.rows.push_back(std::move(row));
  }
  return {.answer = std::move(answer)};
}

struct Numbered {
  std::string tenant;
  std::int64_t number = 0;
};

Numbered read_remove(const cli::Arguments& arguments) { return {*arguments.slug("tenant"), *arguments.integer("exemption", 1, 1'000'000'000)}; }

render::Result run_remove(Context& context, const Numbered& options) {
  const auto removed = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    Exemption ended = remove(store, tenant, options.number, context.now());
    context.audit({{tenant.slug, "exemption " + std::to_string(ended.number), render::json_line(describe(tenant.slug, ended)), ""}});
    return ended;
  });
  return context.changed("exemption " + std::to_string(removed.number) + " holds no more", describe(options.tenant, removed));
}

}  // namespace

cli::Command exempt_add() {
  return {.path = "patch exempt add",
          .summary = "leave a device or a patch out of compliance for a while",
          .details = "A device that is exempt does not count; a patch that is exempt is not missed. Both are listed with every figure.",
          .examples = {"synos-mssp patch exempt add --tenant acme-corp --device press-1 --approver ann --expires 2030-03-31 "
                       "--reason \"vendor forbids updates\"",
                       "synos-mssp patch exempt add --tenant acme-corp --patch KB5043080 --approver ann --expires 2030-03-31 "
                       "--reason \"breaks the ERP client\""},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(),
                      {.name = "device", .value = "NAME", .help = "the device; without --patch it does not count at all"},
                      {.name = "patch", .value = "NAME", .help = "the patch; without --device on every one"},
                      {.name = "approver", .value = "NAME", .help = "who allowed it", .required = true},
                      {.name = "expires", .value = "TIME", .help = "when it ends", .required = true}},
          .prepare = cli::steps(read, run)};
}

cli::Command exempt_list() {
  return {.path = "patch exempt list",
          .summary = "show what is exempt",
          .examples = {"synos-mssp patch exempt list --tenant acme-corp --every"},
          .needs = {.store = true},
          .options = {options::tenant(), {.name = "every", .value = "", .help = "also what has ended"}},
          .prepare = cli::steps(read_list, run_list)};
}

cli::Command exempt_remove() {
  return {.path = "patch exempt remove",
          .summary = "end an exemption before its time",
          .examples = {"synos-mssp patch exempt remove --tenant acme-corp --exemption 1"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(), {.name = "exemption", .value = "NUMBER", .help = "its number", .required = true}},
          .prepare = cli::steps(read_remove, run_remove)};
}

}  // namespace mssp::patch
