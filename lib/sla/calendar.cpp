#include "sla/calendar.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/parse.hpp"

namespace mssp::sla {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

namespace {

constexpr int minutes_per_day = 1440;
constexpr Instant first_instant = sys_days{std::chrono::year{1900} / 1 / 1};
constexpr Instant last_instant = sys_days{std::chrono::year{2200} / 1 / 1};
constexpr days longest_closure{3653};
constexpr days step{400};
// A local day begins less than two days from the same date in UTC, and a window may reach to the end of the day after.
constexpr days zone_margin{2};
constexpr days window_reach{1};

constexpr std::vector<Window> closed;

[[noreturn]] void refuse(const CalendarRules& rules, const std::string& why) {
  throw Error(Code::invalid_config, fmt::format("calendar '{}' {}", rules.name, why));
}

void check_windows(const CalendarRules& rules, const std::vector<Window>& windows) {
  for (const Window& w : windows) {
    if (w.start_minute < 0 || w.start_minute >= minutes_per_day || w.end_minute <= w.start_minute ||
        w.end_minute > 2 * minutes_per_day) {
      refuse(rules, fmt::format("has a window from minute {} to {}, which is none", w.start_minute, w.end_minute));
    }
  }
}

void check_holiday(const CalendarRules& rules, const Holiday& holiday) {
  if (!holiday.from.ok() || !holiday.to.ok()) refuse(rules, fmt::format("has no date for holiday '{}'", holiday.name));
  if (!holiday.yearly && holiday.to < holiday.from) {
    refuse(rules, fmt::format("ends holiday '{}' on {}, before it begins", holiday.name, text(holiday.to)));
  }
  if (holiday.yearly && sys_days{holiday.to} - sys_days{holiday.from} > days{365}) {
    refuse(rules, fmt::format("has a yearly holiday '{}' longer than a year", holiday.name));
  }
}

bool falls_on(const Holiday& holiday, year_month_day date) {
  if (!holiday.yearly) return holiday.from <= date && date <= holiday.to;
  const auto in_year = [](year_month_day d) { return d.month() / d.day(); };
  const auto from = in_year(holiday.from);
  const auto to = in_year(holiday.to);
  const auto day = in_year(date);
  return from <= to ? from <= day && day <= to : from <= day || day <= to;
}

Civil wall_clock(sys_days day, int minute) {
  Civil civil = midnight(year_month_day{day + days{minute / minutes_per_day}});
  civil.hour = minute % minutes_per_day / 60;
  civil.minute = minute % 60;
  return civil;
}

}  // namespace

Calendar::Calendar(CalendarRules rules) : rules_(std::move(rules)) {
  const auto by_start = [](const Window& a, const Window& b) { return a.start_minute < b.start_minute; };
  bool any = false;
  for (auto& windows : rules_.hours) {
    check_windows(rules_, windows);
    std::sort(windows.begin(), windows.end(), by_start);
    any = any || !windows.empty();
  }
  for (auto& special : rules_.special_days) {
    if (!special.date.ok()) refuse(rules_, "has a special day without a date");
    check_windows(rules_, special.windows);
    std::sort(special.windows.begin(), special.windows.end(), by_start);
    any = any || !special.windows.empty();
  }
  if (!any) refuse(rules_, "is never open");
  for (const Holiday& holiday : rules_.holidays) check_holiday(rules_, holiday);

  auto& specials = rules_.special_days;
  std::sort(specials.begin(), specials.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
  const auto twice = std::adjacent_find(specials.begin(), specials.end(),
                                        [](const auto& a, const auto& b) { return a.date == b.date; });
  if (twice != specials.end()) refuse(rules_, fmt::format("has two special days on {}", text(twice->date)));
}

Calendar Calendar::always() {
  CalendarRules rules;
  rules.name = always_name;
  rules.hours.fill({{0, minutes_per_day}});
  return Calendar(std::move(rules));
}

Seconds Calendar::open_time(Instant from, Instant to) const {
  if (to <= from) return Seconds{0};
  cover(from, to);
  return open_before(to) - open_before(from);
}

Instant Calendar::due(Instant from, Seconds budget) const {
  if (budget <= Seconds{0}) return from;
  const auto beyond = [&]() -> Error {
    return {Code::invalid_input, fmt::format("{} of calendar '{}' from {} ends after the year 2199",
                                             duration_text(budget), rules_.name, rfc3339(from))};
  };
  cover(from, from);
  if (budget > last_instant - first_instant) throw beyond();
  while (true) {
    const Seconds spent = open_before(from) + budget;
    const auto found = std::partition_point(
        spans_.begin(), spans_.end(), [&](const Span& span) { return span.before + (span.to - span.from) < spent; });
    if (found != spans_.end()) {
      const Instant answer = found->from + (spent - found->before);
      refuse_long_closure(from, answer);
      if (answer > last_instant) throw beyond();
      return answer;
    }
    const Instant closed_since = spans_.empty() ? from : std::max(from, spans_.back().to);
    if (known_to_ - closed_since > longest_closure) closed_too_long(closed_since);
    if (known_to_ >= last_instant) throw beyond();
    cover(from, std::min<Instant>(known_to_ + step, last_instant));
  }
}

Instant Calendar::start_for(Instant to, Seconds budget) const {
  if (budget <= Seconds{0}) return to;
  cover(to, to);
  while (open_before(to) < budget) {
    if (known_from_ <= first_instant) {
      throw Error(Code::invalid_input, fmt::format("{} of calendar '{}' up to {} begins before the year 1900",
                                                   duration_text(budget), rules_.name, rfc3339(to)));
    }
    cover(std::max<Instant>(known_from_ - step, first_instant), to);
  }
  const Seconds left = open_before(to) - budget;
  const auto found = std::partition_point(
      spans_.begin(), spans_.end(), [&](const Span& span) { return span.before + (span.to - span.from) <= left; });
  return found->from + (left - found->before);
}

bool Calendar::is_open(Instant at) const {
  return open_time(at, at + Seconds{1}) == Seconds{1};
}

Instant Calendar::next_open(Instant at) const {
  return due(at, Seconds{1}) - Seconds{1};
}

std::vector<Period> Calendar::open_periods(Instant from, Instant to) const {
  std::vector<Period> out;
  if (to <= from) return out;
  cover(from, to);
  auto span = std::partition_point(spans_.begin(), spans_.end(), [&](const Span& s) { return s.to <= from; });
  for (; span != spans_.end() && span->from < to; ++span) {
    out.push_back({std::max(span->from, from), std::min(span->to, to)});
  }
  return out;
}

const Holiday* Calendar::holiday_on(year_month_day date) const {
  const auto found = std::find_if(rules_.holidays.begin(), rules_.holidays.end(),
                                  [&](const Holiday& holiday) { return falls_on(holiday, date); });
  return found == rules_.holidays.end() ? nullptr : &*found;
}

const SpecialDay* Calendar::special_on(year_month_day date) const {
  const auto special = std::lower_bound(rules_.special_days.begin(), rules_.special_days.end(), date,
                                        [](const SpecialDay& s, year_month_day d) { return s.date < d; });
  return special != rules_.special_days.end() && special->date == date ? &*special : nullptr;
}

const std::vector<Window>& Calendar::windows_on(sys_days day) const {
  const year_month_day date{day};
  if (holiday_on(date)) return closed;
  if (const SpecialDay* special = special_on(date)) return special->windows;
  return rules_.hours[std::chrono::weekday{day}.c_encoding()];
}

void Calendar::cover(Instant from, Instant to) const {
  if (known_from_ <= from && to <= known_to_ && first_day_ != next_day_) return;
  if (from < first_instant || to > last_instant) {
    throw Error(Code::invalid_input, fmt::format("{} lies outside the years 1900 to 2199 of calendars",
                                                 rfc3339(from < first_instant ? from : to)));
  }
  const bool nothing_yet = first_day_ == next_day_;
  const sys_days wanted = std::chrono::floor<days>(to) + zone_margin + step;
  const sys_days until = nothing_yet ? wanted : std::max(wanted, next_day_);
  if (nothing_yet || from < known_from_) {
    // Prefix sums start at the first day, so going back compiles anew, and twice as far as before: questions that
    // walk backwards stay cheap.
    const days further = std::max(step, next_day_ - first_day_);
    const Instant earliest = std::max<Instant>(from - further, first_instant);
    first_day_ = next_day_ = std::chrono::floor<days>(earliest) - zone_margin - window_reach;
    known_from_ = first_day_ + zone_margin + window_reach;
    spans_.clear();
    closures_.clear();
  }
  compile_days(until);
}

void Calendar::compile_days(sys_days until) const {
  for (; next_day_ < until; next_day_ += days{1}) {
    for (const Window& window : windows_on(next_day_)) {
      add_span(rules_.zone.first_instant(wall_clock(next_day_, window.start_minute)),
               rules_.zone.first_instant(wall_clock(next_day_, window.end_minute)));
    }
  }
  known_to_ = std::min<Instant>(next_day_ - zone_margin, last_instant);
}

void Calendar::add_span(Instant from, Instant to) const {
  if (to <= from) return;
  if (spans_.empty()) {
    spans_.push_back({from, to, Seconds{0}});
    return;
  }
  Span& last = spans_.back();
  if (from <= last.to) {
    last.to = std::max(last.to, to);
    return;
  }
  if (from - last.to > longest_closure) closures_.push_back({last.to, from});
  spans_.push_back({from, to, last.before + (last.to - last.from)});
}

Seconds Calendar::open_before(Instant at) const {
  const auto after = std::partition_point(spans_.begin(), spans_.end(), [&](const Span& s) { return s.from <= at; });
  if (after == spans_.begin()) return Seconds{0};
  const Span& span = *(after - 1);
  return span.before + (std::min(at, span.to) - span.from);
}

void Calendar::refuse_long_closure(Instant from, Instant to) const {
  for (const Period& closure : closures_) {
    const Instant since = std::max(from, closure.from);
    if (std::min(to, closure.to) - since > longest_closure) closed_too_long(since);
  }
}

void Calendar::closed_too_long(Instant since) const {
  throw Error(Code::invalid_config,
              fmt::format("calendar '{}' is closed for more than ten years from {}", rules_.name, rfc3339(since)));
}

}  // namespace mssp::sla
