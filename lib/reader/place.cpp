#include "reader/place.hpp"

#include "base/parse.hpp"
#include "base/text.hpp"
#include "finding/words.hpp"
#include "scan/address.hpp"
#include "scan/report.hpp"

namespace mssp::reader {
namespace {

std::optional<int> port_number(std::string_view text) {
  const auto number = parse_integer(trim(text));
  if (!number || *number < 1 || *number > scan::highest_port) return std::nullopt;
  return static_cast<int>(*number);
}

bool is_host_name(std::string_view text) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
  return text.find_first_not_of(letters) == std::string_view::npos;
}

}  // namespace

std::string asset_name(std::string_view text) {
  text = trim(text);
  if (auto address = scan::canonical_ipv4(text)) return std::move(*address);
  if (auto address = scan::canonical_ipv6(text)) return std::move(*address);
  if (is_host_name(text)) return finding::safe_name(lower_ascii(text));
  return finding::safe_name(text);
}

void set_port(finding::Identity& identity, std::string_view port, std::string_view protocol) {
  identity.port = port_number(port);
  if (!identity.port) return;
  const std::string lower = lower_ascii(trim(protocol));
  identity.protocol = lower.empty() || !scan::parse_protocol(lower) ? "tcp" : lower;
}

Url parse_url(std::string_view text) {
  Url url;
  text = trim(text);
  text = text.substr(0, text.find('#'));
  if (const std::size_t scheme = text.find("://"); scheme != std::string_view::npos) {
    url.scheme = lower_ascii(text.substr(0, scheme));
    text.remove_prefix(scheme + 3);
  }
  const std::size_t slash = std::min(text.find_first_of("/?"), text.size());
  std::string_view authority = text.substr(0, slash);
  url.path = text.substr(slash);
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
  const std::size_t bracket = authority.starts_with('[') ? authority.find(']') : std::string_view::npos;
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (bracket != std::string_view::npos) {
    url.host = asset_name(authority.substr(1, bracket - 1));
  } else if (colon != authority.rfind(':')) {
    url.host = asset_name(authority);  // an IPv6 address without brackets has no port
    return url;
  } else {
    url.host = asset_name(authority.substr(0, colon));
  }
  if (colon != std::string_view::npos) url.port = port_number(authority.substr(colon + 1));
  if (!url.port && url.scheme == "https") url.port = 443;
  if (!url.port && url.scheme == "http") url.port = 80;
  return url;
}

std::string named_asset(const Input& input, std::string_view fallback) {
  std::string name = asset_name(input.asset.empty() ? fallback : std::string_view(input.asset));
  return name.empty() ? "unnamed" : name;
}

}  // namespace mssp::reader
