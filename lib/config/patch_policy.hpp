// patch-policy.yml: when devices are patched and by when they must be, and what a healthy device looks like.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "config/problems.hpp"
#include "config/recurrence.hpp"

namespace mssp::config {

enum class Reboot { if_required, always, never };
enum class Approval { automatic, manual };
std::string_view name(Reboot reboot);
std::string_view name(Approval approval);

// A value with the line it stands in; 0: built in.
template <class T>
struct Written {
  T value{};
  int line = 0;
};

// The policy of one scope; what is left out comes from the wider one.
struct PatchPolicy {
  std::string tenant;  // slug; empty: everyone's
  std::string group;   // of that tenant; empty: any
  std::string device;  // of that tenant; empty: any
  std::optional<Written<Recurrence>> os_updates;
  std::optional<Written<Recurrence>> third_party;
  std::optional<Written<Recurrence>> signatures;
  std::optional<Written<Recurrence>> scripts;
  std::optional<Written<std::vector<std::string>>> tasks;  // what the scripts do
  std::optional<Written<Seconds>> window_length;    // how long work goes on that began in a window
  std::optional<Written<Reboot>> reboot;
  std::optional<Written<Seconds>> reboot_grace;     // how long a restart may be pending
  std::optional<Written<Seconds>> critical_within;  // from its release to a critical patch's deadline
  std::optional<Written<Seconds>> retry;            // after a missed window
  std::optional<Written<Seconds>> seen_within;      // later a device is stale
  std::optional<Written<Approval>> approval;        // automatic: what is missing counts as approved
  int line = 0;
  Place tenant_place;  // where the tenant is named
  std::string origin;  // in words, of what no file says; empty: the file, or built in
};

// The areas of the baseline, in the order of the runbook.
enum class Area { updates, third_party, antivirus, disks, firewall, admins, remote_access };
inline constexpr std::array areas{Area::updates, Area::third_party, Area::antivirus, Area::disks,
                                  Area::firewall, Area::admins, Area::remote_access};
std::string_view name(Area area);   // "windows_update": key of files and answers
std::string_view title(Area area);  // "Windows Update"

struct Baseline {
  std::array<Seconds, areas.size()> fresh_within{};  // older facts of an area say nothing
  std::vector<std::string> expected_admins;          // lower case
  std::int64_t disk_warn_percent = 15;               // free space below it
  std::int64_t disk_fail_percent = 5;
  Seconds update_warn{14 * 86400};                   // since the last update
  Seconds signatures_warn{3 * 86400};                // age of antivirus signatures
};

struct PatchPolicies {
  std::vector<PatchPolicy> policies;  // the first is built in: the runbook's; then the file's default, then its others
  Baseline baseline;
};

struct Folder;

PatchPolicies built_in_patch_policies();

// The first mistake throws Error{invalid_config}; a missing file gives what is built in.
PatchPolicies load_patch_policies(const Folder& folder);

// Each scope stands once; a group or device needs its tenant.
PatchPolicies read_patch_policies(std::string_view text, Problems& problems);

}  // namespace mssp::config
