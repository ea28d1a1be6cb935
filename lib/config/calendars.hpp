// calendars.yml: business hours, holidays and special days, by which SLA clocks run.
#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "config/problems.hpp"

namespace mssp::config {

// Open from start to end, minutes after the local midnight of its day.
struct HourWindow {
  int start_minute = 0;  // 0..1439
  int end_minute = 0;    // start_minute < end <= 2880; past 1440 is the next morning
  friend bool operator==(const HourWindow&, const HourWindow&) = default;
};

struct Holiday {
  std::chrono::year_month_day from;
  std::chrono::year_month_day to;  // included; == from for a single date
  bool yearly = false;             // every year, whatever the year of `from`; a range may pass New Year
  std::string name;                // may be empty
};

struct SpecialDay {
  std::chrono::year_month_day date;
  std::vector<HourWindow> hours;  // instead of the weekday's; none: closed
};

inline constexpr std::string_view always_open = "24x7";  // the built-in calendar's name

struct CalendarFile {
  std::string name;  // slug
  std::string timezone;
  std::array<std::vector<HourWindow>, 7> hours;  // Monday first; ascending, no overlap within a day, at least one window
  std::vector<Holiday> holidays;
  std::vector<SpecialDay> special_days;          // one for a date
  int line = 0;
};

std::vector<CalendarFile> read_calendars(std::string_view text, Problems& problems);

}  // namespace mssp::config
