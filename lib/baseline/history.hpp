// What is kept of one day of a tenant's devices: how many kept to the patch policy, why others did not, their health.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/parse.hpp"
#include "baseline/health.hpp"
#include "patch/patch.hpp"

namespace mssp::baseline {

struct Day {
  std::string day;  // YYYY-MM-DD in the tenant's zone
  Instant taken_at;
  std::int64_t devices = 0;  // live ones
  std::int64_t told = 0;     // of which patches or updates were told
  std::int64_t compliant = 0;
  std::int64_t counted = 0;  // live ones that are not exempt
  std::int64_t exempt = 0;
  std::int64_t retired = 0;
  std::int64_t overdue = 0;
  std::int64_t reboot = 0;
  std::int64_t stale = 0;
  std::int64_t never_seen = 0;
  std::int64_t no_data = 0;
  std::int64_t healthy = 0;  // in every area; the others by the worst of their areas
  std::int64_t warn = 0;
  std::int64_t fail = 0;
  std::int64_t unknown = 0;

  std::optional<Percent> compliance() const;  // floored; nothing when nothing counts
};

// Counts devices that were judged, with the overall health of each; the day's name and time are the caller's.
Day count(const patch::Compliance& judged, const std::vector<Health>& healths);

}  // namespace mssp::baseline
