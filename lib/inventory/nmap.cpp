#include "inventory/nmap.hpp"

#include <fmt/core.h>

#include <array>
#include <set>

#include "base/error.hpp"
#include "scan/nmap.hpp"

namespace mssp::inventory {
namespace {

namespace fact = device::fact;

// Ports at which somebody may take a machine over, and what listens there by IANA's registry.
constexpr std::array<std::pair<int, std::string_view>, 6> doors{
    {{22, "ssh"}, {23, "telnet"}, {3389, "rdp"}, {5900, "vnc"}, {5938, "teamviewer"}, {5985, "winrm"}}};

device::Sighting sighting_of(const scan::Host& host, std::size_t number) {
  device::Sighting sighting{.line = number};
  if (!host.hostnames.empty()) {
    add_signal(sighting, device::Kind::hostname, host.hostnames.front());
    for (const device::Signal& signal : sighting.signals) sighting.details.hostname = signal.value;
  }
  add_signal(sighting, device::Kind::mac, host.mac);
  sighting.details.address = host.ipv4.empty() ? host.ipv6 : host.ipv4;
  std::set<std::string> told;
  for (const scan::Port& port : host.ports) {
    if (port.state != scan::PortState::open || port.protocol != scan::Protocol::tcp) continue;
    for (const auto& [door, what] : doors) {
      const std::string item = fmt::format("{}/tcp {}", door, what);
      if (door == port.number && told.insert(item).second) sighting.facts.push_back({std::string(fact::open_door), item, "open"});
    }
  }
  if (!host.ports.empty()) sighting.complete.emplace_back(fact::open_door);
  return sighting;
}

}  // namespace

void read_nmap(const Input& input, const device::Sink& sink) {
  std::size_t number = 0;
  std::vector<device::Sighting> held;
  // The time of the scan stands at its end: hosts wait for it, at most as many as an import takes.
  const scan::Report report = scan::read_nmap(input.open(), input.name, {}, [&](scan::Host&& host) {
    ++number;
    if (host.status != scan::HostStatus::up || (host.hostnames.empty() && host.mac.empty())) return;
    held.push_back(sighting_of(host, number));
  });
  if (!report.complete) {
    throw Error(Code::invalid_input, input.name + ": no whole scan: " + report.incomplete, "nothing was imported");
  }
  for (device::Sighting& sighting : held) {
    sighting.observed_at = report.finished ? report.finished : report.started;
    sink(std::move(sighting));
  }
}

}  // namespace mssp::inventory
