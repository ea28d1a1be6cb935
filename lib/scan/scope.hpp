// What may be scanned for a tenant: networks its contracts authorise, less those it excludes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "scan/network.hpp"

namespace mssp::scan {

struct Scope {
  Network network;
  bool excluded = false;         // never scanned, whatever else is authorised
  std::string reference;         // of the contract; may be empty for an exclusion
  std::optional<Instant> until;  // from then on it is not authorised; empty for an exclusion

  bool authorises(Instant now) const { return !excluded && until && now < *until; }
};

inline constexpr std::int64_t most_addresses = 65536;  // of one scan

// The network that a text names for `scan scope`. Error{usage} naming --network for what is no network, begins in its
// middle, is of no machine, or is larger than a /8 (IPv4) or /32 (IPv6), which is more likely a slip than a customer.
Network checked_network(const std::string& written);

// What a scanner is to look at, and what it must leave out.
struct Targets {
  std::vector<Network> networks;
  std::vector<Network> excluded;

  bool has(const Network& address) const;
  bool any(bool v6) const;
};

// Those of `wanted`, or all that is authorised when nothing is wanted. Error{denied} naming the tenant when something is
// not authorised now, or excluded; Error{limit} for more than most_addresses.
Targets targets(const std::string& tenant, const std::vector<Scope>& scopes, const std::vector<Network>& wanted, Instant now);

// Error{denied} naming the first address that lies in no network the tenant has ever authorised, or that is excluded.
// A tenant for whom nothing was entered yet is let through, and so is what is no IP address.
void require_in_scope(const std::string& tenant, const std::vector<Scope>& scopes, const std::vector<std::string>& addresses);

}  // namespace mssp::scan
