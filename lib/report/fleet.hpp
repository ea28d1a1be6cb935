// What feeds tell of a tenant's devices: patches, baseline and software, for the reports about devices.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/parse.hpp"
#include "baseline/health.hpp"
#include "baseline/history.hpp"
#include "config/patch_policy.hpp"
#include "db/connection.hpp"
#include "tenant/tenant.hpp"

namespace mssp::report {

using AreaCounts = std::array<std::int64_t, 4>;  // by baseline::Health

struct FleetDevice {
  std::string name;
  std::string os;
  std::string group;
  std::string reason;      // why it does not keep to the patch policy, or is left out; empty when it does
  bool compliant = false;
  bool exempt = false;
  baseline::Sheet sheet;
};

struct MissingCritical {
  std::string device;
  std::string patch;
  Instant since;  // its release, or when it was first seen to be missing
};

struct Fleet {
  Instant now;  // all is as of then: of earlier days counts alone are kept
  std::vector<FleetDevice> devices;  // live ones, by name
  std::optional<Instant> patches_at;    // the newest of what was told of patches, antivirus, and anything
  std::optional<Instant> antivirus_at;
  std::optional<Instant> facts_at;
  bool patches_told = false;  // some device's patches or updates were told
  std::int64_t compliant = 0;
  std::int64_t counted = 0;
  std::int64_t exempt = 0;
  std::int64_t retired = 0;
  std::int64_t enrolled = 0;  // have an agent
  std::int64_t verified = 0;  // and check-in and remote control were seen to work
  std::string window;         // when operating systems are updated, in words
  std::vector<MissingCritical> critical;  // oldest first
  bool software_told = false;
  std::vector<std::string> added;    // "laptop-7: Zoom 6.1", in the period, of devices whose list was known before
  std::vector<std::string> removed;
  std::vector<std::string> outdated;
  std::array<AreaCounts, config::areas.size()> areas{};

  const AreaCounts& of(config::Area area) const { return areas.at(static_cast<std::size_t>(area)); }
  std::int64_t count(config::Area area, baseline::Health health) const { return of(area).at(static_cast<std::size_t>(health)); }
  // Whether any device tells of it.
  bool told(config::Area area) const { return count(area, baseline::Health::unknown) < static_cast<std::int64_t>(devices.size()); }
  std::optional<Percent> compliance() const;
};

// Nothing when the tenant has no live device, or when the period ended more than 31 days before `now`.
std::optional<Fleet> fleet(db::Connection& store, const tenant::Tenant& tenant, const config::PatchPolicies& policies,
                           const Period& period, Instant now);

// The last day of the period, or with `only_last` nothing but its very last one, of which a snapshot was kept. Nothing when
// nobody told of patches then, or all devices were exempt: there is no compliance to speak of.
std::optional<baseline::Day> day_of(db::Connection& store, const tenant::Tenant& tenant, const Period& period, bool only_last);

}  // namespace mssp::report
