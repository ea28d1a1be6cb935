// Business calendars: how much open time lies between two instants, and when a budget of it is spent.
#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"

namespace mssp::sla {

// Open from `start_minute` of the local day to `end_minute`, which is not included. An end past 1440 lies on the next
// day: 22:00 to "28:00" is {1320, 1680}.
struct Window {
  int start_minute = 0;  // 0..1439
  int end_minute = 0;    // above the start, up to 2880
};

// Closed days, both ends included. A yearly holiday comes back every year, before and after the dates given, whose
// years mean nothing then: 12-29 to 01-02 spans New Year, 02-29 exists in leap years only.
struct Holiday {
  std::chrono::year_month_day from;
  std::chrono::year_month_day to;
  bool yearly = false;
  std::string name;
};

// Replaces the hours of one day; without windows the day is closed.
struct SpecialDay {
  std::chrono::year_month_day date;
  std::vector<Window> windows;
};

struct CalendarRules {
  std::string name;
  Zone zone = Zone::utc();
  std::array<std::vector<Window>, 7> hours;  // by weekday::c_encoding(): Sunday is 0. An empty day is closed
  std::vector<Holiday> holidays;
  std::vector<SpecialDay> special_days;
};

// Windows belong to the day they begin on: a holiday or a special day changes the windows that begin on it, and leaves
// the end of the night before. A holiday beats a special day. Windows that overlap count once.
//
// The wall clock opens and closes: a window opens when the local clock first shows its start or later, and closes when
// it first shows its end or later. So real elapsed seconds count over a clock change, a window inside a gap is empty,
// and one inside a repeated hour is open the first time only.
//
// Answers come from UTC intervals with prefix sums, compiled as far as questions reach and kept: a question costs a
// binary search. The cache makes one object unfit for two threads at once; give each a copy.
class Calendar {
 public:
  // Throws invalid_config, naming the calendar, when no window exists or a window, holiday or special day is malformed.
  explicit Calendar(CalendarRules rules);

  // The built-in calendar that never closes.
  static constexpr std::string_view always_name = "24x7";
  static Calendar always();

  const CalendarRules& rules() const { return rules_; }
  const std::string& name() const { return rules_.name; }
  const Zone& zone() const { return rules_.zone; }

  // All questions throw invalid_input for instants outside the years 1900 to 2199.

  // W: open seconds in [from, to); none when to <= from.
  Seconds open_time(Instant from, Instant to) const;

  // A: the earliest instant with open_time(from, A) == budget; `from` when the budget is not positive. A budget that
  // ends exactly at closing is due at the closing instant. Throws invalid_config when the calendar is closed for more
  // than ten years running on the way, invalid_input when the answer lies after 2199.
  Instant due(Instant from, Seconds budget) const;

  // The latest instant with open_time(start, to) == budget; `to` when the budget is not positive. Throws invalid_input
  // when it lies before 1900.
  Instant start_for(Instant to, Seconds budget) const;

  bool is_open(Instant at) const;

  // The first open instant at or after `at`. Throws as due() does.
  Instant next_open(Instant at) const;

  // The open intervals within [from, to), in order, cut at both ends; touching windows are one interval.
  std::vector<Period> open_periods(Instant from, Instant to) const;

  // The first holiday of the rules that closes a local day, or none.
  const Holiday* holiday_on(std::chrono::year_month_day date) const;
  // The special day that replaces the hours of a local day, holiday or not, or none.
  const SpecialDay* special_on(std::chrono::year_month_day date) const;
  // Whether windows begin on a local day.
  bool opens_on(std::chrono::year_month_day date) const { return !windows_on(date).empty(); }

 private:
  struct Span {
    Instant from;
    Instant to;
    Seconds before;  // open time in all spans before this one
  };

  void cover(Instant from, Instant to) const;
  void compile_days(std::chrono::sys_days until) const;
  void add_span(Instant from, Instant to) const;
  const std::vector<Window>& windows_on(std::chrono::sys_days day) const;
  Seconds open_before(Instant at) const;
  void refuse_long_closure(Instant from, Instant to) const;
  [[noreturn]] void closed_too_long(Instant since) const;

  CalendarRules rules_;
  // Days [first_day_, next_day_) are compiled; what is open in [known_from_, known_to_) is complete.
  mutable std::chrono::sys_days first_day_{};
  mutable std::chrono::sys_days next_day_{};
  mutable Instant known_from_{};
  mutable Instant known_to_{};
  mutable std::vector<Span> spans_;
  mutable std::vector<Period> closures_;  // those above ten years
};

}  // namespace mssp::sla
