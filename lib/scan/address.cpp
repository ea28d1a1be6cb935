#include "scan/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace mssp::scan {
namespace {

template <class Address>
std::optional<std::string> canonical_ip(int family, std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  Address address{};
  std::array<char, INET6_ADDRSTRLEN> canonical{};
  if (inet_pton(family, std::string(text).c_str(), &address) != 1) return std::nullopt;
  return inet_ntop(family, &address, canonical.data(), canonical.size());
}

}  // namespace

std::optional<std::string> canonical_ipv4(std::string_view text) {
  return canonical_ip<in_addr>(AF_INET, text);
}
std::optional<std::string> canonical_ipv6(std::string_view text) {
  return canonical_ip<in6_addr>(AF_INET6, text);
}

std::optional<std::string> canonical_mac(std::string_view text) {
  const auto parts = split(text, ':');
  const bool valid =
      parts.size() == 6 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
        return part.size() == 2 && part.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
      });
  if (!valid) return std::nullopt;
  return lower_ascii(text);
}

}  // namespace mssp::scan
