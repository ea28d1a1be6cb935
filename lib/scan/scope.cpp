#include "scan/scope.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::scan {
namespace {

constexpr int widest_v4 = 8;
constexpr int widest_v6 = 32;

bool any_contains(const std::vector<Network>& networks, const Network& wanted) {
  return std::any_of(networks.begin(), networks.end(), [&](const Network& each) { return each.contains(wanted); });
}

[[noreturn]] void deny(const std::string& tenant, const std::string& why) {
  throw Error(Code::denied, why,
              fmt::format("'synos-mssp scan scope list --tenant {}' shows what is authorised, 'scan scope add' adds to it", tenant));
}

// Why `wanted` may not be scanned: it never was authorised, or no longer is.
[[noreturn]] void deny_target(const std::string& tenant, const std::vector<Scope>& scopes, const Network& wanted) {
  for (const Scope& scope : scopes) {
    if (!scope.excluded && scope.network.contains(wanted)) {
      deny(tenant, fmt::format("'{}' may not be scanned for tenant '{}': its authorisation '{}' ended {}", text(wanted), tenant,
                               printable(scope.reference), rfc3339(*scope.until)));
    }
  }
  deny(tenant, fmt::format("'{}' is outside the networks that tenant '{}' has authorised", text(wanted), tenant));
}

void require_size(const std::vector<Network>& networks) {
  std::int64_t size = 0;
  for (const Network& network : networks) {
    size += std::min(network.size(), most_addresses + 1);
    if (size <= most_addresses) continue;
    throw Error(Code::limit, fmt::format("one scan takes at most {} addresses; '{}' would exceed that", most_addresses, text(network)),
                "name smaller networks with --target");
  }
}

}  // namespace

Network checked_network(const std::string& written) {
  const auto refuse = [&](const std::string& expected, const std::string& hint = {}) {
    throw Error(Code::usage, fmt::format("--network must be {}, not '{}'", expected, printable(written)), hint);
  };
  const auto network = parse_network(written);
  if (!network) refuse("a network such as 192.0.2.0/24 or 2001:db8::/120");
  if (network->begin() != *network) refuse("the first address of a network", fmt::format("did you mean '{}'?", text(network->begin())));
  if (network->prefix < (network->v6 ? widest_v6 : widest_v4)) refuse(fmt::format("no larger than a /{}", network->v6 ? widest_v6 : widest_v4));
  if (is_special(*network)) refuse("addresses of machines");
  return *network;
}

bool Targets::has(const Network& address) const { return any_contains(networks, address) && !any_contains(excluded, address); }

bool Targets::any(bool v6) const {
  return std::any_of(networks.begin(), networks.end(), [&](const Network& each) { return each.v6 == v6; });
}

Targets targets(const std::string& tenant, const std::vector<Scope>& scopes, const std::vector<Network>& wanted, Instant now) {
  Targets out;
  std::vector<Network> authorised;
  for (const Scope& scope : scopes) {
    if (scope.authorises(now)) authorised.push_back(scope.network);
    if (scope.excluded) out.excluded.push_back(scope.network);
  }
  if (authorised.empty() && wanted.empty()) {
    deny(tenant, fmt::format(fmt::runtime(scopes.empty() ? "tenant '{}' has authorised no networks" : "no authorisation of tenant '{}' is in force"), tenant));
  }
  for (const Network& each : wanted) {
    if (!any_contains(authorised, each)) deny_target(tenant, scopes, each);
  }
  for (const Network& each : wanted.empty() ? authorised : wanted) {
    if (!any_contains(out.excluded, each)) {
      out.networks.push_back(each);
    } else if (!wanted.empty()) {
      deny(tenant, fmt::format("'{}' is excluded from the scans of tenant '{}'", text(each), tenant));
    }
  }
  if (out.networks.empty()) deny(tenant, fmt::format("all networks of tenant '{}' are excluded", tenant));
  std::sort(out.networks.begin(), out.networks.end());
  out.networks.erase(std::unique(out.networks.begin(), out.networks.end()), out.networks.end());
  require_size(out.networks);
  return out;
}

void require_in_scope(const std::string& tenant, const std::vector<Scope>& scopes, const std::vector<std::string>& addresses) {
  if (scopes.empty()) return;
  Targets known;
  for (const Scope& scope : scopes) (scope.excluded ? known.excluded : known.networks).push_back(scope.network);
  for (const std::string& written : addresses) {
    const auto address = parse_network(written);
    if (address && !known.has(*address)) {
      deny(tenant, fmt::format("'{}' is outside the networks that tenant '{}' has authorised", printable(written), tenant));
    }
  }
}

}  // namespace mssp::scan
