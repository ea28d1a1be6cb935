#include "schedule/recurrence.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/error.hpp"

namespace mssp::schedule {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month;
using std::chrono::year_month_day;

namespace {

[[noreturn]] void refuse(const std::string& why) {
  throw Error(Code::invalid_input, why);
}

void check(const Rule& rule) {
  if (rule.time.hour < 0 || rule.time.hour > 23 || rule.time.minute < 0 || rule.time.minute > 59) {
    refuse(fmt::format("'{}:{}' is no time of day", rule.time.hour, rule.time.minute));
  }
  switch (rule.frequency) {
    case Frequency::weekly:
      if (!rule.weekday.ok()) refuse(fmt::format("'{}' is no weekday", rule.weekday.c_encoding()));
      break;
    case Frequency::quarterly:
      if (rule.anchor_month < 1 || rule.anchor_month > 12) refuse(fmt::format("'{}' is no month", rule.anchor_month));
      [[fallthrough]];
    case Frequency::monthly:
      if (rule.day_of_month < 1 || rule.day_of_month > last_day) {
        refuse(fmt::format("'{}' is no day of a month", rule.day_of_month));
      }
      break;
    case Frequency::hourly:
    case Frequency::daily:
      break;
  }
}

Instant on(sys_days date, const Rule& rule) {
  Civil civil = midnight(year_month_day{date});
  civil.hour = rule.time.hour;
  civil.minute = rule.time.minute;
  return rule.zone.first_instant(civil);
}

Instant on(year_month month, const Rule& rule) {
  const year_month_day end{month / std::chrono::last};
  const auto day = std::min(static_cast<unsigned>(rule.day_of_month), static_cast<unsigned>(end.day()));
  return on(sys_days{month / std::chrono::day{day}}, rule);
}

// `first` is a date or month that is surely not after `after`: occurrences ascend with their dates, so the first one
// past `after` is the answer, and those that share an instant are passed over together.
template <typename Date, typename Step>
Instant first_past(Date first, Step step, const Rule& rule, Instant after) {
  while (on(first, rule) <= after) first += step;
  return on(first, rule);
}

Instant next_hourly(const Rule& rule, Instant after) {
  constexpr int hour = 3600;
  const Civil now = rule.zone.civil(after);
  const int ahead = (rule.time.minute * 60 - (now.minute * 60 + now.second) + hour) % hour;
  const Instant candidate = after + Seconds{ahead == 0 ? hour : ahead};
  const auto strikes = [&](Instant at) {
    const Civil civil = rule.zone.civil(at);
    return civil.minute == rule.time.minute && civil.second == 0;
  };
  if (strikes(candidate)) return candidate;
  // The clock moved by part of an hour in between (Lord Howe Island moves by 30 minutes).
  Instant at = after + Seconds{1};
  while (!strikes(at)) at += Seconds{1};
  return at;
}

}  // namespace

Instant next_after(const Rule& rule, Instant after) {
  check(rule);
  const year_month_day today = date_of(rule.zone.civil(after));
  const sys_days yesterday = sys_days{today} - days{1};
  const year_month last_month = today.year() / today.month() - months{1};
  switch (rule.frequency) {
    case Frequency::hourly:
      return next_hourly(rule, after);
    case Frequency::daily:
      break;
    case Frequency::weekly: {
      const days since = std::chrono::weekday{yesterday} - rule.weekday;
      return first_past(yesterday - since, days{7}, rule, after);
    }
    case Frequency::monthly:
      return first_past(last_month, months{1}, rule, after);
    case Frequency::quarterly: {
      const int since = (static_cast<int>(static_cast<unsigned>(last_month.month())) - rule.anchor_month + 12) % 3;
      return first_past(last_month - months{since}, months{3}, rule, after);
    }
  }
  return first_past(yesterday, days{1}, rule, after);
}

std::vector<Instant> occurrences(const Rule& rule, Instant after, std::size_t count) {
  std::vector<Instant> out;
  while (out.size() < count) {
    after = next_after(rule, after);
    out.push_back(after);
  }
  return out;
}

}  // namespace mssp::schedule
