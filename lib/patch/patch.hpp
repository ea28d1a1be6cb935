// Patches of devices, their deadlines under a policy, and whether a device keeps to it.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/parse.hpp"
#include "device/device.hpp"
#include "patch/policy.hpp"

namespace mssp::patch {

enum class Severity { critical, high, medium, low, none };
enum class Category { os, third_party, signature };
enum class Status { missing, approved, installed, failed, pending_reboot };

std::string_view name(Severity severity);
std::string_view name(Category category);
std::string_view name(Status status);
// Makers' words as well: "Important" is high, "Moderate" is medium, "Unspecified" is none.
std::optional<Severity> parse_severity(std::string_view text);
std::optional<Category> parse_category(std::string_view text);
std::optional<Status> parse_status(std::string_view text);

struct Patch {
  std::int64_t device = 0;
  std::string id;  // "KB5043080"
  std::string title;
  Severity severity = Severity::none;
  Category category = Category::os;
  Status status = Status::missing;
  std::string source;
  std::optional<Instant> released_at;
  std::optional<Instant> approved_at;
  Instant first_seen;
  Instant status_since;
  Instant observed_at;
};

// Whether it has to be installed: approved, failed, or missing where missing counts as approved.
bool is_due(const Patch& patch, const Policy& policy);

// When a patch that is due may be installed first, and by when it must be. It counts from its release, or when that is
// not known from when it was first seen; where approval is manual, from the approval if that is later. A critical one must
// be there `critical_within` later, any other `retry` after the first window of its category.
struct Deadline {
  Instant window;
  Instant by;
};
Deadline deadline(const Patch& patch, const Policy& policy, const Zone& tenant_zone);

struct Exemption {
  std::int64_t number = 0;
  std::optional<std::int64_t> device;  // empty: every device
  std::string device_name;             // empty: every device
  std::string patch;                   // empty: every patch, and the device does not count
  std::string reason;
  std::string approver;
  Instant created_at;
  Instant expires_at;
  std::optional<Instant> removed_at;

  bool holds(Instant now) const { return created_at <= now && now < expires_at && (!removed_at || now < *removed_at); }
};

// What is told of one device without naming patches.
struct Counted {
  std::optional<Instant> reboot_since;    // a restart is pending since
  std::optional<std::int64_t> critical;   // critical updates missing, and since when
  std::optional<Instant> critical_since;
  bool told = false;                      // somebody counted its missing updates
  bool listed = false;                    // somebody named patches of it, installed ones at least
};

enum class Verdict { compliant, overdue, reboot, no_data, stale, never_seen, exempt };
std::string_view name(Verdict verdict);

struct Item {
  std::string patch;
  std::string title;
  Severity severity = Severity::none;
  Category category = Category::os;
  Instant by;
};

struct Judged {
  const device::Device* device = nullptr;
  Verdict verdict = Verdict::no_data;
  bool told = false;                // its patches were listed, or its missing updates counted
  Seconds waited{0};                // of a stale one since it was seen, of `reboot` since a restart is pending
  std::optional<Exemption> exemption = {};  // of an exempt one
  std::vector<Item> overdue = {};   // earliest deadline first
  std::vector<Item> retrying = {};  // a window was missed, the deadline is to come
  std::vector<std::string> exempt = {};  // patches that an exemption leaves out
};

// `patches`: all of the device, or those that are not installed.
// A device keeps to the policy when it was seen within `seen_within`, no patch that is due is past its deadline, and no
// restart has been pending for longer than `reboot_grace`. Without any data of patches nothing is known, and it does not.
Judged judge(const device::Device& device, const std::vector<Patch>& patches, const Counted& counted, const Policy& policy,
             const std::vector<Exemption>& exemptions, const Zone& tenant_zone, Instant now);

// Why it does not comply, in words, its times as `time` writes them; empty for one that does.
std::string reason(const Judged& judged, const std::function<std::string(Instant)>& time);

struct Compliance {
  std::vector<Judged> devices;  // live ones, by name; exempt ones too
  std::int64_t compliant = 0;
  std::int64_t counted = 0;     // live ones that are not exempt
  std::int64_t exempt = 0;
  std::int64_t retired = 0;

  std::optional<Percent> percent() const;  // floored; nothing when nothing counts
  std::int64_t count(Verdict verdict) const;
};
std::optional<Percent> share(std::int64_t part, std::int64_t whole);

}  // namespace mssp::patch
