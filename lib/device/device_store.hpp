// The SQL of devices, their signals, facts and groups.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "db/connection.hpp"
#include "device/device.hpp"
#include "device/match.hpp"
#include "tenant/tenant.hpp"

namespace mssp::device {

struct Filter {
  std::string tenant;  // slug or 'all', known to exist
  std::optional<std::string> device = std::nullopt;
  std::optional<std::string> group = std::nullopt;
  std::optional<State> state = std::nullopt;  // empty: all that are neither retired nor merged, unless `every`
  bool every = false;
};
// By tenant and name. One statement, however many there are.
std::vector<Device> devices(db::Connection& store, const Filter& filter);

// In any state. Error{not_found} with the nearest name.
Device device(db::Connection& store, const std::string& tenant, const std::string& name);

// Everything of a tenant that a record may tell of, by id; those merged into others are left out.
std::unordered_map<std::int64_t, Device> by_id(db::Connection& store, const tenant::Tenant& tenant);
Register known_signals(db::Connection& store, const tenant::Tenant& tenant);

// A signal that is kept, and who told it.
struct KeptSignal {
  Signal signal;
  std::string source;
  Instant first_seen;
  Instant last_seen;
};
std::vector<KeptSignal> signals(db::Connection& store, const tenant::Tenant& tenant, const Device& device);

// A fact that is kept. `gone_at`: a later list that was complete did not hold the item.
struct KeptFact {
  std::int64_t device = 0;
  Fact fact;
  std::string source;
  Instant first_seen;   // of the item
  Instant since;        // with this value
  Instant observed_at;  // the last time
  std::optional<Instant> gone_at;
};
// Of live devices of the tenant, or of one; by device, name, item and the newest source first. With `name` only those.
std::vector<KeptFact> facts(db::Connection& store, const tenant::Tenant& tenant, const std::optional<std::int64_t>& device,
                            const std::optional<std::string>& name = std::nullopt);

// The groups of a tenant, by name. Makes those that are missing.
std::unordered_map<std::string, std::int64_t> groups(db::Connection& store, const tenant::Tenant& tenant);
std::unordered_map<std::string, std::int64_t> make_groups(db::Connection& store, const tenant::Tenant& tenant,
                                                          const std::vector<std::string>& names, Instant now);

// Adds a signal, or notes that it was told again.
void add_signal(db::Connection& store, const tenant::Tenant& tenant, const Device& device, const Signal& signal,
                const std::string& source, Instant now);

// Hands the signals and facts of a device to another; where both have a fact, the newest stays.
void move_knowledge(db::Connection& store, const tenant::Tenant& tenant, std::int64_t from, std::int64_t into);

// Writes everything that may change: details, state and times.
void update(db::Connection& store, const tenant::Tenant& tenant, const Device& device);

}  // namespace mssp::device
