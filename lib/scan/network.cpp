#include "scan/network.hpp"

#include <arpa/inet.h>

#include <algorithm>

#include "base/parse.hpp"
#include "scan/address.hpp"

namespace mssp::scan {
namespace {

Network parsed(bool v6, const std::string& address) {
  Network network{.v6 = v6, .bytes = {}, .prefix = v6 ? 128 : 32};
  inet_pton(v6 ? AF_INET6 : AF_INET, address.c_str(), network.bytes.data());
  return network;
}

std::optional<Network> parse_address(std::string_view text) {
  if (const auto v4 = canonical_ipv4(text)) return parsed(false, *v4);
  if (const auto v6 = canonical_ipv6(text)) return parsed(true, *v6);
  return std::nullopt;
}

}  // namespace

Network Network::begin() const {
  Network out = *this;
  for (int bit = prefix; bit < width(); ++bit) {
    auto& byte = out.bytes.at(static_cast<std::size_t>(bit / 8));
    byte = static_cast<std::uint8_t>(byte & ~(0x80U >> static_cast<unsigned>(bit % 8)));
  }
  return out;
}

std::int64_t Network::size() const { return std::int64_t{1} << std::min(width() - prefix, 62); }

bool Network::contains(const Network& other) const {
  if (v6 != other.v6 || prefix > other.prefix) return false;
  Network cut = other;
  cut.prefix = prefix;
  return cut.begin().bytes == begin().bytes;
}

std::optional<Network> parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  auto network = parse_address(text.substr(0, slash));
  if (!network || slash == std::string_view::npos) return network;
  const std::string_view written = text.substr(slash + 1);
  const auto prefix = parse_integer(written);
  const bool decimal = written.size() <= 3 && written.find('-') == std::string_view::npos;
  if (!prefix || !decimal || *prefix > network->width()) return std::nullopt;
  network->prefix = static_cast<int>(*prefix);
  return network;
}

std::string text(const Network& network) {
  std::array<char, INET6_ADDRSTRLEN> address{};
  inet_ntop(network.v6 ? AF_INET6 : AF_INET, network.bytes.data(), address.data(), address.size());
  std::string out = address.data();
  if (network.prefix < network.width()) out += "/" + std::to_string(network.prefix);
  return out;
}

bool is_special(const Network& network) {
  static const std::array reserved{*parse_network("0.0.0.0/8"), *parse_network("224.0.0.0/3"), *parse_network("::"),
                                   *parse_network("ff00::/8"), *parse_network("::ffff:0:0/96")};
  return std::any_of(reserved.begin(), reserved.end(), [&](const Network& each) {
    return each.contains(network) || network.contains(each);
  });
}

}  // namespace mssp::scan
