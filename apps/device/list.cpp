#include <fmt/core.h>

#include "base/slug.hpp"
#include "context.hpp"
#include "device/commands.hpp"
#include "device/describe.hpp"
#include "device/device_store.hpp"
#include "options.hpp"
#include "render/table.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::device {
namespace {

const std::vector<std::string> states{"registered", "enrolled", "verified", "retired", "merged", "every"};

struct One {
  std::string tenant;
  std::string device;
  bool software = false;
};

Filter read(const cli::Arguments& arguments) {
  Filter filter{.tenant = *arguments.slug("tenant"), .group = arguments.optional_text("group")};
  const auto state = arguments.choice("state", states);
  filter.every = state == "every";
  if (state && !filter.every) filter.state = parse_state(*state);
  return filter;
}

One read_one(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), arguments.text("device"), arguments.has("software")};
}

render::Result run(Context& context, const Filter& filter) {
  db::Connection& store = context.store();
  const bool every = filter.tenant == every_tenant;
  if (!every) tenant::get(store, filter.tenant);
  render::List answer{.columns = {{"tenant", every ? "TENANT" : ""},
                                  {"device", "DEVICE"},
                                  {"hostname", ""},
                                  {"state", "STATE"},
                                  {"group", "GROUP"},
                                  {"os", "OS"},
                                  {"os_version", "VERSION"},
                                  {"user", "USER"},
                                  {"location", ""},
                                  {"address", ""},
                                  {"agent", "AGENT"},
                                  {"source", ""},
                                  {"asset", ""},
                                  {"seen_at", "SEEN"},
                                  {"created_at", ""},
                                  {"enrolled_at", ""},
                                  {"verified_at", ""},
                                  {"evidence", ""},
                                  {"retired_at", ""},
                                  {"merged_into", ""}},
                      .rows = {},
                      .when_empty = "no devices"};
  for (const Device& each : devices(store, filter)) {
    std::vector<render::Value> row;
    for (render::Member& member : describe(each).members) row.push_back(std::move(member.value));
    answer.rows.push_back(std::move(row));
  }
  return {.answer = std::move(answer)};
}

render::Array told_signals(db::Connection& store, const tenant::Tenant& tenant, const Device& device, int& reached) {
  const Register known = known_signals(store, tenant);
  std::vector<Signal> counting;
  render::Array told;
  for (const KeptSignal& kept : signals(store, tenant, device)) {
    std::string ignored(weakness(kept.signal));
    if (ignored.empty() && known.is_shared(kept.signal)) ignored = "shared by devices";
    if (ignored.empty()) counting.push_back(kept.signal);
    told.push_back(render::Object{{{"kind", name(kept.signal.kind)},
                                   {"value", kept.signal.value},
                                   {"points", ignored.empty() ? worth(kept.signal.kind) : 0},
                                   {"ignored", ignored.empty() ? render::Value() : render::Value(ignored)},
                                   {"source", kept.source},
                                   {"first_seen", kept.first_seen},
                                   {"last_seen", kept.last_seen}}});
  }
  reached = score(counting, counting).points;
  return told;
}

std::string field(const render::Object& object, std::string_view key) {
  for (const render::Member& member : object.members) {
    if (member.key == key) return render::cell(member.value);
  }
  return {};
}

// For people: what is known in a line each, then the lists.
std::vector<std::string> lines_of(const render::Object& answer) {
  std::vector<std::string> lines;
  std::vector<std::string> lists;
  for (const render::Member& member : answer.members) {
    const auto* list = std::get_if<render::Array>(&member.value.content());
    if (list == nullptr) {
      const std::string value = render::cell(member.value);
      if (value != "-") lines.push_back(fmt::format("{:<16}{}", member.key, value));
      continue;
    }
    if (!list->empty()) lists.push_back(member.key);
    for (const render::Value& each : *list) {
      const auto& object = std::get<render::Object>(each.content());
      if (member.key == "signals") {
        const std::string ignored = field(object, "ignored");
        lists.push_back(fmt::format("  {:<9} {}  {}", field(object, "kind"), field(object, "value"),
                                    ignored == "-" ? "+" + field(object, "points") : "ignored: " + ignored));
      } else {
        const std::string item = field(object, "item");
        lists.push_back(fmt::format("  {}{}: {}  ({}, {})", field(object, "name"), item == "-" ? "" : " " + item, field(object, "value"),
                                    field(object, "source"), field(object, "observed_at")));
      }
    }
  }
  lines.insert(lines.end(), lists.begin(), lists.end());
  return lines;
}

render::Result run_one(Context& context, const One& options) {
  db::Connection& store = context.store();
  const tenant::Tenant tenant = tenant::get(store, options.tenant);
  const Device found = device(store, tenant.slug, options.device);
  render::Object answer = describe(found);
  int reached = 0;
  render::Array identity = told_signals(store, tenant, found, reached);
  render::Array told;
  render::Array software;
  for (const KeptFact& kept : facts(store, tenant, found.id)) {
    if (kept.gone_at) continue;
    render::Object object{{{"name", kept.fact.name},
                           {"item", kept.fact.item.empty() ? render::Value() : render::Value(kept.fact.item)},
                           {"value", kept.fact.value.empty() ? render::Value() : render::Value(kept.fact.value)},
                           {"source", kept.source},
                           {"since", kept.since},
                           {"observed_at", kept.observed_at}}};
    (kept.fact.name == fact::software ? software : told).push_back(std::move(object));
  }
  answer.members.push_back({"identity_score", reached});
  answer.members.push_back({"signals", std::move(identity)});
  answer.members.push_back({"facts", std::move(told)});
  answer.members.push_back({"software_count", software.size()});
  if (options.software) answer.members.push_back({"software", std::move(software)});
  std::vector<std::string> lines = lines_of(answer);
  return {.answer = render::Record{.object = std::move(answer), .lines = std::move(lines)}};
}

}  // namespace

cli::Command list_command() {
  return {.path = "device list",
          .summary = "show the devices of a tenant",
          .details = "Those that are neither retired nor merged into others, unless --state asks for them.",
          .examples = {"synos-mssp device list --tenant acme-corp", "synos-mssp device list --tenant all --state every --format csv"},
          .needs = {.store = true},
          .options = {options::tenant_or_all(),
                      group_option("only those of this group"),
                      {.name = "state", .value = "STATE", .help = "only those in this state", .choices = states}},
          .prepare = cli::steps(read, run)};
}

cli::Command show() {
  return {.path = "device show",
          .summary = "show one device, what identifies it, and what was observed of it",
          .examples = {"synos-mssp device show --tenant acme-corp --device laptop-7"},
          .needs = {.store = true},
          .options = {options::tenant(), device_option(),
                      {.name = "software", .value = "", .help = "with its list of software"}},
          .prepare = cli::steps(read_one, run_one)};
}

}  // namespace mssp::device
