#include "inventory/action1.hpp"

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "inventory/fields.hpp"
#include "json/stream.hpp"

namespace mssp::inventory {
namespace {

namespace fact = device::fact;
using device::Kind;

std::string number(std::string_view text) {
  const auto read = parse_integer(text);
  return read && *read >= 0 ? std::to_string(*read) : "";
}

device::Sighting sighting_of(const json::Tree& endpoint, std::size_t line) {
  device::Sighting sighting{.line = line};
  const std::string_view id = first(endpoint, {"id", "endpoint_id"});
  if (!id.empty()) add_signal(sighting, Kind::agent, "action1:" + std::string(id));
  add_signal(sighting, Kind::serial, first(endpoint, {"serial", "serial_number"}));
  for (const std::string_view mac : split(first(endpoint, {"mac", "mac_address"}), ',')) add_signal(sighting, Kind::mac, mac);
  const std::string_view name = first(endpoint, {"device_name", "name", "endpoint_name"});
  add_signal(sighting, Kind::hostname, name);
  auto& details = sighting.details;
  details.hostname = lower_ascii(word(name));
  details.os = word(first(endpoint, {"os", "platform"}));
  details.os_version = word(first(endpoint, {"os_version", "os_build"}));
  details.person = word(first(endpoint, {"user", "last_user", "username"}));
  details.address = word(first(endpoint, {"address", "ip", "ip_address"}));
  details.location = word(first(endpoint, {"location"}));
  details.group = slug_from(first(endpoint, {"group", "group_name"}));
  if (!is_handle(details.group)) details.group.clear();
  details.agent = "action1";
  sighting.seen_at = time_of(first(endpoint, {"last_seen", "last_seen_at"}));
  sighting.observed_at = sighting.seen_at;
  Facts facts(sighting);
  facts.add(fact::reboot_pending, "", yes_or_no(first(endpoint, {"reboot_required"})));
  const json::Tree& missing = endpoint["missing_updates"];
  const std::string critical = number(missing ? first(missing, {"critical"}) : first(endpoint, {"missing_updates_critical", "missing_critical_updates"}));
  const std::string other = number(missing ? first(missing, {"other"}) : first(endpoint, {"missing_updates_other", "missing_other_updates"}));
  facts.add(fact::critical_pending, "", critical);
  if (!critical.empty() && !other.empty()) facts.add(fact::updates_pending, "", std::to_string(*parse_integer(critical) + *parse_integer(other)));
  return sighting;
}

}  // namespace

bool is_action1(std::string_view start) {
  const std::string head(start.substr(0, 4096));
  const auto holds = [&](std::string_view part) { return head.find(part) != std::string::npos; };
  return holds("PSAction1") || (holds("\"items\"") && holds("\"Endpoint\"")) || (holds("\"items\"") && holds("\"last_seen\""));
}

void read_action1(const Input& input, const device::Sink& sink) {
  std::size_t endpoints = 0;
  const auto there = json::read_parts(input.open(), input.name, {"items/*"}, [&](std::size_t, const json::Place& at, json::Tree&& tree) {
    if (tree.kind() != json::Tree::Kind::object) {
      throw Error(Code::invalid_input, input.name + ":" + std::to_string(at.line) + ": an endpoint must be an object");
    }
    // Groups and organisations come in the same envelope.
    const std::string type = lower_ascii(tree["type"].text());
    if (!type.empty() && type != "endpoint") return;
    ++endpoints;
    sink(sighting_of(tree, at.line));
  });
  if (!there[0]) throw Error(Code::invalid_input, input.name + ": it has no list 'items'", "export the endpoints of one organisation");
}

}  // namespace mssp::inventory
