#include <fmt/core.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "baseline/health_store.hpp"
#include "config/patch_policy.hpp"
#include "context.hpp"
#include "device/commands.hpp"
#include "device/describe.hpp"
#include "device/device_store.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::device {
namespace {

using baseline::AreaHealth;

struct Options {
  std::string tenant;
  std::optional<std::string> device;
  std::string area;
  std::string text;
};

std::vector<std::string> area_names() {
  std::vector<std::string> all;
  for (const config::Area each : config::areas) all.emplace_back(name(each));
  return all;
}

Options read(const cli::Arguments& arguments) { return {*arguments.slug("tenant"), arguments.optional_text("device"), "", ""}; }

render::Value text_or_null(const std::string& text) { return text.empty() ? render::Value() : render::Value(text); }

render::Result run(Context& context, const Options& options) {
  const config::Baseline limits = config::load_patch_policies(context.folder()).baseline;
  db::Connection& store = context.store();
  const tenant::Tenant tenant = tenant::get(store, options.tenant);
  std::vector<Device> found;
  if (options.device) found.push_back(device(store, tenant.slug, *options.device));
  else found = devices(store, {.tenant = tenant.slug});
  if (options.device) require_live(found.front());
  render::List answer{.columns = {{"device", "DEVICE"}, {"status", ""}, {"area", ""}, {"title", "AREA"}, {"health", "STATUS"}, {"evidence", "EVIDENCE"},
                                  {"source", "SOURCE"}, {"observed_at", "OBSERVED"}, {"note", "NOTE"}, {"noted_by", ""}, {"noted_at", ""}},
                      .rows = {},
                      .when_empty = "no devices"};
  for (const baseline::Examined& each : baseline::examine_all(store, tenant, found, limits, context.now())) {
    const std::string status(name(overall(each.sheet)));
    for (const AreaHealth& area : each.sheet) {
      answer.rows.push_back(render::row(each.device->name, status, name(area.area), title(area.area), name(area.health), area.evidence,
                                        text_or_null(area.source), area.at, area.note ? render::Value(area.note->text) : render::Value(),
                                        area.note ? render::Value(area.note->author) : render::Value(),
                                        area.note ? render::Value(area.note->noted_at) : render::Value()));
    }
  }
  return {.answer = std::move(answer)};
}

Options read_note(const cli::Arguments& arguments) {
  Options options{*arguments.slug("tenant"), arguments.text("device"), *arguments.choice("area", area_names()),
                  arguments.optional_text("note").value_or("")};
  if (options.text.empty() != arguments.has("clear")) throw Error(Code::usage, "give either --note or --clear");
  return options;
}

render::Result run_note(Context& context, const Options& options) {
  const auto area = *std::find_if(config::areas.begin(), config::areas.end(), [&](config::Area each) { return name(each) == options.area; });
  const baseline::Note note{area, options.text, context.actor().login, context.now()};
  const render::Object answer{{{"tenant", options.tenant}, {"device", *options.device}, {"area", options.area}, {"note", text_or_null(options.text)}}};
  context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    const Device found = device(store, tenant.slug, *options.device);
    require_live(found);
    baseline::keep_note(store, tenant, found, note);
    context.audit({{tenant.slug, "device " + found.name + " " + options.area, "", render::json_line(answer)}});
    return true;
  });
  return context.changed(options.text.empty() ? "took the note away" : "noted", answer);
}

}  // namespace

cli::Command health() {
  return {.path = "device health",
          .summary = "show the health of devices in the seven areas of the baseline",
          .details = "From what was imported and what lynis and nmap found, with where it comes from and when it was observed. What is "
                     "older than patch-policy.yml allows for its area, or was never told, is unknown, and never healthy.",
          .examples = {"synos-mssp device health --tenant acme-corp --device laptop-7", "synos-mssp device health --tenant acme-corp --format csv"},
          .needs = {.store = true},
          .options = {options::tenant(), device_option(false)},
          .prepare = cli::steps(read, run)};
}

cli::Command note() {
  return {.path = "device note",
          .summary = "note what is done about an area of a device's baseline",
          .details = "Such as \"auto-update scheduled\". The note stands beside the finding and does not change it.",
          .examples = {"synos-mssp device note --tenant acme-corp --device laptop-7 --area third_party_apps --note \"auto-update scheduled\"",
                       "synos-mssp device note --tenant acme-corp --device laptop-7 --area third_party_apps --clear"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(), device_option(),
                      {.name = "area", .value = "AREA", .help = "the area", .required = true, .choices = area_names()},
                      {.name = "note", .value = "TEXT", .help = "what is done"},
                      {.name = "clear", .value = "", .help = "take the note away"}},
          .prepare = cli::steps(read_note, run_note)};
}

}  // namespace mssp::device
