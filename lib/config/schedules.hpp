// scan-schedule.yml: which tenant is scanned when.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/parse.hpp"
#include "config/problems.hpp"

namespace mssp::config {

enum class ScanType { full, critical };
enum class Frequency { hourly, daily, weekly, monthly, quarterly };
enum class CatchUp { one, all, none };

struct ScheduleFile {
  std::string tenant;  // slug, or every_tenant
  ScanType scan_type = ScanType::full;
  Frequency frequency = Frequency::daily;
  std::string day;     // weekly: "monday".."sunday"; monthly, quarterly: "1".."31" or "last"; else empty
  TimeOfDay time;      // hourly: 00:MM, minutes past each hour
  std::optional<std::string> timezone;  // empty: the tenant's
  std::optional<std::string> profile;   // slug
  bool enabled = true;
  CatchUp catch_up = CatchUp::one;
  std::optional<Seconds> max_lateness;  // one minute to 90 days
  int line = 0;
  Place tenant_place;  // where the tenant is named
};

std::string_view name(ScanType type);
std::string_view name(Frequency frequency);
std::string_view name(CatchUp catch_up);
std::optional<ScanType> parse_scan_type(std::string_view word);
std::optional<Frequency> parse_frequency(std::string_view word);
std::optional<CatchUp> parse_catch_up(std::string_view word);

// One schedule in another file, whose tenant that file names.
struct Node;
ScheduleFile read_schedule_of(const std::string& tenant, const Node& node, Problems& problems);

// What makes two schedules the same scan at the same times: everything but enabled, catch_up and max_lateness.
std::string identity(const ScheduleFile& schedule);

// `schedules` must be there: an empty file is more likely a lost one than the wish to scan nobody. Two schedules that
// would run the same scan at the same times are refused.
std::vector<ScheduleFile> read_schedules(std::string_view text, Problems& problems);

}  // namespace mssp::config
