// Recurring times of scans, reports, patches and checks, computed from civil rules in a zone.
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include "base/instant.hpp"
#include "base/parse.hpp"

namespace mssp::schedule {

enum class Frequency { hourly, daily, weekly, monthly, quarterly };

// A day that a month does not have is its last day, so 31 is the last day of every month.
inline constexpr int last_day = 31;

// When something runs. Only the fields that a frequency names are read.
//
//   hourly     whenever the local clock shows minute `time.minute`: the same real hours whatever the clock does, so
//              both times in a repeated hour and not at all for an hour that is left out
//   daily      every civil day at `time`
//   weekly     every `weekday` at `time`
//   monthly    every month on `day_of_month` at `time`
//   quarterly  as monthly, in `anchor_month` and every third month from it (January, April, July, October)
//
// But for hourly: a local time that the clock skips, and the whole of a civil day that a zone left out, gives the first
// instant after the gap; a local time that comes twice gives the first. Two that fall on one instant are one.
struct Rule {
  Frequency frequency = Frequency::daily;
  TimeOfDay time;
  Zone zone = Zone::utc();
  std::chrono::weekday weekday = std::chrono::Sunday;
  int day_of_month = 1;  // 1..31; computed anew each month, so the 31st stays the 31st after a short month
  int anchor_month = 1;  // 1..12
};

// The first occurrence strictly after `after`. Throws invalid_input when a field that is read is out of range.
Instant next_after(const Rule& rule, Instant after);

// The next `count` occurrences after `after`, ascending.
std::vector<Instant> occurrences(const Rule& rule, Instant after, std::size_t count);

}  // namespace mssp::schedule
