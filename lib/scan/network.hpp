// Networks of IPv4 and IPv6 addresses, as a customer authorises them and as a scanner is given them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mssp::scan {

// Addresses that share their first `prefix` bits. A single address has a prefix of 32 or 128.
struct Network {
  bool v6 = false;
  std::array<std::uint8_t, 16> bytes{};  // an IPv4 address in the first four
  int prefix = 0;

  int width() const { return v6 ? 128 : 32; }
  // The same without the bits behind the prefix: 192.0.2.0/24 for 192.0.2.7/24.
  Network begin() const;
  // How many addresses it has, at most 2^62.
  std::int64_t size() const;
  bool contains(const Network& other) const;

  friend auto operator<=>(const Network&, const Network&) = default;
};

// "192.0.2.0/24", "192.0.2.7", "2001:db8::/120": no names, no ranges, no zones. Bits behind the prefix are kept.
std::optional<Network> parse_network(std::string_view text);

// RFC 5952 for IPv6; a single address without its prefix.
std::string text(const Network& network);

// Addresses that are no machine's: unspecified, multicast and reserved ones (RFC 6890).
bool is_special(const Network& network);

}  // namespace mssp::scan
