#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "device/commands.hpp"
#include "device/describe.hpp"
#include "device/device_store.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::device {
namespace {

struct Options {
  std::string tenant;
  Sighting sighting;
  bool if_not_exists = false;
  bool fresh = false;
};

std::string_view wanted(Kind kind) {
  if (kind == Kind::mac) return "a MAC such as 3c:22:fb:00:00:07";
  return kind == Kind::uuid ? "a UUID such as 4c4c4544-0042-4a10-8052-b3c04f4d5931" : "a text of at most 253 bytes";
}

Options read(const cli::Arguments& arguments) {
  Options options{*arguments.slug("tenant"), Sighting{.line = 1}, arguments.has("if-not-exists"), arguments.has("new")};
  Sighting& sighting = options.sighting;
  const auto add = [&](Kind kind, std::string_view flag, const std::string& given) {
    const std::size_t before = sighting.signals.size();
    add_signal(sighting, kind, given);
    if (sighting.signals.size() == before) cli::refuse(flag, wanted(kind), given);
  };
  const auto given = [&](std::string_view flag) { return arguments.optional_text(flag).value_or(""); };
  Details& details = sighting.details;
  details.hostname = lower_ascii(given("hostname"));
  if (arguments.has("hostname")) add(Kind::hostname, "hostname", details.hostname);
  if (arguments.has("serial")) add(Kind::serial, "serial", given("serial"));
  if (arguments.has("uuid")) add(Kind::uuid, "uuid", given("uuid"));
  for (const std::string& mac : arguments.texts("mac")) add(Kind::mac, "mac", mac);
  details.person = given("user");
  details.location = given("location");
  details.os = given("os");
  details.os_version = given("os-version");
  details.address = given("address");
  details.group = arguments.handle("group").value_or("");
  if (sighting.signals.empty()) {
    throw Error(Code::usage, "nothing to recognise the device by", "give --hostname, --serial, --uuid or --mac");
  }
  return options;
}

render::Result run(Context& context, const Options& options) {
  Import import{.file = "the device", .source = "manual", .tell = [&](const Sink& sink) { sink(Sighting(options.sighting)); }};
  if (options.fresh) import.answers[1] = {};
  const auto [added, device_now] = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    const std::int64_t used = used_assets(context, store, tenant);
    import.only_resolve = true;
    const Told told = import_devices(store, tenant, import, context.now()).records.front();
    if (told.fate == Resolved::Fate::unsure) {
      throw Error(Code::conflict, "it may be " + possible(told), "--new says that it is none of these");
    }
    if (told.fate != Resolved::Fate::fresh) {
      if (options.if_not_exists) return std::pair(false, device(store, tenant.slug, told.device));
      throw Error(Code::conflict, "it is '" + told.device + "' already (" + text(told.candidates.front().score) + ")",
                  "'device import' brings new details of what is known");
    }
    import.only_resolve = false;
    const std::string name = import_devices(store, tenant, import, context.now()).records.front().device;
    require_room(context, store, tenant, used, "device '" + name + "'");
    Device made = device(store, tenant.slug, name);
    context.audit({{tenant.slug, "device " + name, "", render::json_line(describe(made))}});
    return std::pair(true, std::move(made));
  });
  return context.changed((added ? "added device '" : "there is device '") + device_now.name + "'", describe(device_now), added);
}

}  // namespace

cli::Command add() {
  return {.path = "device add",
          .summary = "register a device by hand",
          .details = "It is refused when it is a device that is known, or may be one: signals decide, as with 'device import'. "
                     "Its name is made from the host name, and never changes.",
          .examples = {"synos-mssp device add --tenant acme-corp --hostname laptop-7 --serial PF3XK1 --user ann --os \"Windows 11\"",
                       "synos-mssp device add --tenant acme-corp --hostname nas --mac 3c:22:fb:00:00:07 --group servers --if-not-exists"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(),
                      {.name = "hostname", .value = "NAME", .help = "its host name"},
                      {.name = "serial", .value = "TEXT", .help = "its serial number"},
                      {.name = "uuid", .value = "UUID", .help = "the UUID of its firmware"},
                      {.name = "mac", .value = "MAC", .help = "the address of a network card", .repeatable = true},
                      {.name = "user", .value = "TEXT", .help = "who uses it"},
                      {.name = "location", .value = "TEXT", .help = "where it stands"},
                      {.name = "os", .value = "TEXT", .help = "its operating system"},
                      {.name = "os-version", .value = "TEXT", .help = "the version of that"},
                      {.name = "address", .value = "ADDRESS", .help = "its address in the network"},
                      group_option("the group it belongs to, made when it is not there"),
                      {.name = "new", .value = "", .help = "it is another than those it may be"},
                      options::if_not_exists()},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::device
