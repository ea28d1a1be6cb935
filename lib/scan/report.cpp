#include "scan/report.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/parse.hpp"
#include "base/text.hpp"

namespace mssp::scan {
namespace {

constexpr std::array protocols{
    std::pair{Protocol::tcp, std::string_view("tcp")}, std::pair{Protocol::udp, std::string_view("udp")},
    std::pair{Protocol::sctp, std::string_view("sctp")}, std::pair{Protocol::ip, std::string_view("ip")}};

constexpr std::array port_states{std::pair{PortState::open, std::string_view("open")},
                                 std::pair{PortState::closed, std::string_view("closed")},
                                 std::pair{PortState::filtered, std::string_view("filtered")},
                                 std::pair{PortState::unfiltered, std::string_view("unfiltered")},
                                 std::pair{PortState::open_filtered, std::string_view("open|filtered")},
                                 std::pair{PortState::closed_filtered, std::string_view("closed|filtered")}};

template <class Table, class Value>
std::string_view word_of(const Table& table, Value value) {
  return std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.first == value; })->second;
}

template <class Table>
auto value_of(const Table& table, std::string_view word) -> std::optional<decltype(table[0].first)> {
  for (const auto& row : table) {
    if (row.second == word) return row.first;
  }
  return std::nullopt;
}

std::optional<int> parse_port(std::string_view text) {
  const auto number = parse_integer(text);
  if (!number || *number < 0 || *number > highest_port) return std::nullopt;
  return static_cast<int>(*number);
}

}  // namespace

std::optional<Protocol> parse_protocol(std::string_view word) {
  return value_of(protocols, word);
}
std::string_view name(Protocol protocol) {
  return word_of(protocols, protocol);
}
std::optional<PortState> parse_port_state(std::string_view word) {
  return value_of(port_states, word);
}
std::string_view name(PortState state) {
  return word_of(port_states, state);
}

PortRanges normalised(PortRanges ranges) {
  std::sort(ranges.begin(), ranges.end());
  PortRanges joined;
  for (const PortRange& range : ranges) {
    if (!joined.empty() && range.first <= joined.back().last + 1) {
      joined.back().last = std::max(joined.back().last, range.last);
    } else {
      joined.push_back(range);
    }
  }
  return joined;
}

std::optional<PortRanges> parse_port_ranges(std::string_view text) {
  PortRanges ranges;
  if (text.empty()) return ranges;
  for (const std::string_view part : split(text, ',')) {
    const std::size_t hyphen = part.find('-');
    const auto first = parse_port(part.substr(0, hyphen));
    const auto last = hyphen == std::string_view::npos ? first : parse_port(part.substr(hyphen + 1));
    if (!first || !last || *last < *first) return std::nullopt;
    ranges.push_back({*first, *last});
  }
  return normalised(std::move(ranges));
}

bool contains(const PortRanges& ranges, int port) {
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), port,
                                      [](int wanted, const PortRange& range) { return wanted < range.first; });
  return after != ranges.begin() && port <= std::prev(after)->last;
}

int count(const PortRanges& ranges) {
  int total = 0;
  for (const PortRange& range : ranges) total += range.last - range.first + 1;
  return total;
}

const Node* Node::child(std::string_view wanted) const {
  const auto found =
      std::find_if(children.begin(), children.end(), [&](const Node& node) { return node.key == wanted; });
  return found == children.end() ? nullptr : &*found;
}

const std::string& Host::address() const {
  return !ipv4.empty() ? ipv4 : !ipv6.empty() ? ipv6 : mac;
}

}  // namespace mssp::scan
