#include "inventory/fleet.hpp"

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "inventory/fields.hpp"
#include "inventory/start.hpp"
#include "json/stream.hpp"

namespace mssp::inventory {
namespace {

namespace fact = device::fact;
using device::Kind;

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

void add_policies(const json::Tree& host, Facts& facts) {
  for (const json::Tree& policy : host["policies"].items()) {
    const std::string answer = yes_or_no(policy["response"].text());
    const std::string about = lower_ascii(policy["query"].text()) + " " + lower_ascii(policy["name"].text());
    const std::string_view name = policy["name"].text();
    if (holds(about, "firewall") || holds(about, " alf") || holds(about, "iptables")) facts.add(fact::firewall, name, answer);
    if (holds(about, "bitlocker") || holds(about, "disk_encryption") || holds(about, "filevault") || holds(about, "luks")) {
      facts.add(fact::encryption, name, answer);
    }
    if (holds(about, "windows_security") || holds(about, "antivirus") || holds(about, "defender") || holds(about, "xprotect")) {
      facts.add(fact::antivirus, name, answer);
    }
    if (holds(about, "automatic update") || holds(about, "autoupdate") || holds(about, "automaticallyinstall")) facts.add(fact::auto_update, "", answer);
  }
}

void add_software(const json::Tree& host, device::Sighting& sighting, Facts& facts) {
  if (host["software"].kind() != json::Tree::Kind::array) return;
  sighting.complete.emplace_back(fact::software);
  sighting.complete.emplace_back(fact::outdated);
  for (const json::Tree& each : host["software"].items()) {
    facts.add(fact::software, each["name"].text(), each["version"].text());
    for (const json::Tree& hole : each["vulnerabilities"].items()) {
      facts.add(fact::outdated, each["name"].text(), hole["resolved_in_version"].text());
    }
  }
}

void add_accounts(const json::Tree& host, device::Sighting& sighting, Facts& facts) {
  bool told = false;
  for (const json::Tree& user : host["users"].items()) {
    const std::string group = lower_ascii(user["groupname"].text());
    told = told || !group.empty();
    if (user["uid"].text() == "0" || group == "root" || group == "admin" || group == "wheel" || group == "administrators") {
      facts.add(fact::admin, user["username"].text(), "");
    }
  }
  if (told) sighting.complete.emplace_back(fact::admin);
}

device::Sighting sighting_of(const json::Tree& host, std::size_t line) {
  device::Sighting sighting{.line = line};
  const std::string_view id = host["id"].text();
  if (!id.empty() && id != "0") add_signal(sighting, Kind::agent, "fleet:" + std::string(id));
  add_signal(sighting, Kind::serial, host["hardware_serial"].text());
  add_signal(sighting, Kind::uuid, host["uuid"].text());
  add_signal(sighting, Kind::mac, host["primary_mac"].text());
  add_signal(sighting, Kind::hostname, first(host, {"hostname", "computer_name"}));
  auto& details = sighting.details;
  details.hostname = lower_ascii(word(first(host, {"hostname", "computer_name"})));
  details.os = word(first(host, {"os_version", "platform"}));
  details.os_version = word(host["build"].text());
  details.address = word(host["primary_ip"].text());
  details.group = slug_from(host["team_name"].text());
  if (!is_handle(details.group)) details.group.clear();
  details.agent = "fleet";
  sighting.seen_at = time_of(host["seen_time"].text());
  sighting.observed_at = time_of(first(host, {"detail_updated_at", "updated_at"}));
  Facts facts(sighting);
  const std::string free(host["percent_disk_space_available"].text());
  const auto percent = parse_integer(std::string_view(free).substr(0, free.find('.')));
  // Zero of zero gigabytes is what Fleet writes before it knows.
  const bool measured = host["gigs_disk_space_available"].text() != "0" || host.has("gigs_total_disk_space");
  if (percent && *percent >= 0 && *percent <= 100 && measured) facts.add(fact::disk_free, "", std::to_string(*percent));
  facts.add(fact::encryption, "", yes_or_no(host["disk_encryption_enabled"].text()));
  add_policies(host, facts);
  add_software(host, sighting, facts);
  add_accounts(host, sighting, facts);
  if (!sighting.observed_at) sighting.facts.clear(), sighting.complete.clear();  // never told: what stands there is no observation
  return sighting;
}

}  // namespace

bool is_fleet(std::string_view start) {
  const std::string head(start.substr(0, 4096));
  const bool listed = holds(head, "\"hosts\"") && (holds(head, "\"osquery_version\"") || holds(head, "\"seen_time\""));
  return listed || (holds(head, "\"kind\"") && holds(head, "\"host\"") && holds(head, "\"spec\"")) ||
         (holds(head, "\"host\"") && holds(head, "\"osquery_version\""));
}

void read_fleet(const Input& input, const device::Sink& sink) {
  std::size_t hosts = 0;
  const auto take = [&](const json::Tree& host, std::size_t line) {
    if (host.kind() != json::Tree::Kind::object) throw Error(Code::invalid_input, input.name + ":" + std::to_string(line) + ": a host must be an object");
    ++hosts;
    sink(sighting_of(host, line));
  };
  // fleetctl prints a document for each host; the API gives one with all of them.
  const std::string start = start_of(input);
  const bool documents = holds(start, "\"kind\"") && holds(start, "\"spec\"");
  if (documents) {
    json::read_documents(input.open(), input.name, [&](std::size_t, const json::Place& at, json::Tree&& tree) {
      if (tree["kind"].text() == "host") take(tree["spec"], at.line);
    });
  } else {
    json::read_parts(input.open(), input.name, {"hosts/*", "host"},
                     [&](std::size_t, const json::Place& at, json::Tree&& tree) { take(tree, at.line); });
  }
  if (hosts == 0) throw Error(Code::invalid_input, input.name + ": no hosts of Fleet in it", "export 'hosts' of its API, or 'fleetctl get hosts --json'");
}

}  // namespace mssp::inventory
