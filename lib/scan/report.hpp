// What a network scan saw, whatever tool made it: hosts, their ports, and which ports were looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "scan/xml.hpp"

namespace mssp::scan {

enum class Protocol { tcp, udp, sctp, ip };
std::optional<Protocol> parse_protocol(std::string_view word);
std::string_view name(Protocol protocol);

inline constexpr int highest_port = 65535;

struct PortRange {
  int first = 0;  // 0..65535
  int last = 0;   // included, not below first
  friend auto operator<=>(const PortRange&, const PortRange&) = default;
};

// Ranges ascending, neither overlapping nor touching.
using PortRanges = std::vector<PortRange>;
PortRanges normalised(PortRanges ranges);
// "1,3-4,80"; empty text is no port at all. Nothing when a part is no port or range.
std::optional<PortRanges> parse_port_ranges(std::string_view text);
bool contains(const PortRanges& ranges, int port);
int count(const PortRanges& ranges);

// The six states of nmap(1), "Port Scanning Basics".
enum class PortState { open, closed, filtered, unfiltered, open_filtered, closed_filtered };
std::optional<PortState> parse_port_state(std::string_view word);  // "open|filtered"
std::string_view name(PortState state);

// A script's structured result: a table has children, an element has text; `key` may be empty.
struct Node {
  std::string key;
  std::string text;
  std::vector<Node> children;
  const Node* child(std::string_view wanted) const;  // the first with this key, or null
};

struct Script {
  std::string id;
  std::string output;
  std::vector<Node> result;
};

struct Port {
  int number = 0;  // 0..65535
  Protocol protocol = Protocol::tcp;
  PortState state = PortState::closed;
  std::string service;  // nmap's name ("ssh"); empty when unknown
  std::string product;
  std::string version;
  std::string extra_info;
  bool tls = false;
  std::vector<std::string> cpes;
  std::vector<Script> scripts;
};

enum class HostStatus { up, down, unknown };

struct Host {
  std::string ipv4;  // in canonical form, or empty; so are the two below
  std::string ipv6;
  std::string mac;  // lower case
  std::vector<std::string> hostnames;
  HostStatus status = HostStatus::unknown;
  std::string os;       // the best guess
  int os_accuracy = 0;  // percent
  std::vector<Port> ports;
  std::vector<PortState> unlisted;  // states of scanned ports that are not in `ports`
  std::vector<Script> scripts;

  // The address by which the host is known: IPv4, else IPv6, else MAC; empty when it has none.
  const std::string& address() const;
};

// Ports that were looked at with one technique: "syn", "connect", "udp" ...
struct Scanned {
  Protocol protocol = Protocol::tcp;
  std::string technique;
  PortRanges ports;
};

struct Report {
  std::string scanner;
  std::string version;
  std::string arguments;
  std::optional<Instant> started;
  std::optional<Instant> finished;
  std::string exit;  // the scanner's word on its end: "success", "error"; empty when it gave none
  std::vector<Scanned> scanned;
  std::optional<std::int64_t> hosts_up;  // as the scanner counted
  std::optional<std::int64_t> hosts_down;
  std::optional<std::int64_t> hosts_total;
  std::vector<Host> hosts;

  bool complete = false;              // the file is whole and the scanner says it reached its end
  std::string incomplete;             // why not: "the file ends too early at 12:40"
  std::vector<std::string> problems;  // "LINE:COLUMN: what was left out and why", the first 100
  std::size_t problem_count = 0;
};

}  // namespace mssp::scan
