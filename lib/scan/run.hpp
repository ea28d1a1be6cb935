// Runs of a scanner: those that schedules asked for and those that people did, and how each ended.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "config/schedules.hpp"
#include "render/value.hpp"

namespace mssp::scan {

//   running    its holder renews a lease; nobody else touches it
//   done       its result was imported
//   failed     the scanner gave no whole result, or it could not be imported
//   cancelled  somebody stopped it
//   lost       its holder died, or let the lease run out
//   missed     it was due and nobody ran it in time
//   refused    the tier allows no more scans this month
//   skipped    the tenant was not active when it was due
enum class RunState { running, done, failed, cancelled, lost, missed, refused, skipped };
std::string_view name(RunState state);
std::optional<RunState> parse_run_state(std::string_view word);

// A holder that does not renew for so long is given up for lost; a holder on the same machine that is gone, at once.
inline constexpr Seconds lease{5 * 60};

struct Run {
  std::int64_t tenant_id = 0;
  std::string tenant = {};              // slug
  std::int64_t number = 0;         // 1, 2, 3 ... of the tenant
  std::optional<std::int64_t> schedule_id = {};
  std::optional<Instant> due_at = {};   // empty when somebody asked for it
  config::ScanType scan_type = config::ScanType::full;
  std::string profile = {};
  RunState state = RunState::running;
  std::string detail = {};              // why it is not done
  bool late = false;
  Instant started_at = {};
  std::optional<Instant> finished_at = {};
  std::string holder = {};
  std::optional<Instant> lease_until = {};
  std::optional<std::int64_t> scan = {};  // number of the scan imported
  std::optional<std::int64_t> hosts = {};
  std::optional<Instant> acknowledged_at = {};
  std::string acknowledged_by = {};

  // Somebody should look at it: it was late, or did not run to its end, and nobody has acknowledged that.
  bool open() const;
};

// "R-1"
std::string run_handle(std::int64_t number);
// The number in "R-1"; empty for anything else.
std::optional<std::int64_t> parse_run_handle(std::string_view text);

render::Object describe(const Run& run);

}  // namespace mssp::scan
