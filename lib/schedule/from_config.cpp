#include "schedule/from_config.hpp"

#include <array>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::schedule {
namespace {

Frequency frequency_of(config::Frequency frequency) {
  switch (frequency) {
    case config::Frequency::hourly:
      return Frequency::hourly;
    case config::Frequency::daily:
      return Frequency::daily;
    case config::Frequency::weekly:
      return Frequency::weekly;
    case config::Frequency::monthly:
      return Frequency::monthly;
    case config::Frequency::quarterly:
      return Frequency::quarterly;
  }
  return Frequency::daily;
}

// The reader has let only words and numbers through that are in range.
std::chrono::weekday weekday_of(const std::string& day) {
  constexpr std::array<std::string_view, 7> names{"sunday",   "monday", "tuesday", "wednesday",
                                                  "thursday", "friday", "saturday"};
  unsigned number = 0;
  while (number < names.size() && names.at(number) != day) ++number;
  return std::chrono::weekday(number);
}

int day_of_month(const std::string& day) {
  return day == "last" ? last_day : static_cast<int>(parse_integer(day).value_or(0));
}

Zone zone_for(const config::Recurrence& schedule, const Zone& tenant_zone) {
  if (!schedule.timezone) return tenant_zone;
  if (auto zone = Zone::named(*schedule.timezone)) return std::move(*zone);
  throw Error(Code::invalid_config, "no time zone '" + printable(*schedule.timezone) + "'");
}

}  // namespace

Rule rule_of(const config::ScheduleFile& schedule, const Zone& tenant_zone) {
  return rule_of(config::Recurrence{schedule.frequency, schedule.day, schedule.time, schedule.timezone}, tenant_zone);
}

Rule rule_of(const config::Recurrence& schedule, const Zone& tenant_zone) {
  Rule rule;
  rule.frequency = frequency_of(schedule.frequency);
  rule.time = schedule.time;
  rule.zone = zone_for(schedule, tenant_zone);
  if (rule.frequency == Frequency::weekly) rule.weekday = weekday_of(schedule.day);
  if (rule.frequency == Frequency::monthly || rule.frequency == Frequency::quarterly) {
    rule.day_of_month = day_of_month(schedule.day);
  }
  return rule;
}

}  // namespace mssp::schedule
