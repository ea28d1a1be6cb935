#include "sla/from_config.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::sla {
namespace {

std::vector<Window> windows_from(const std::vector<config::HourWindow>& hours) {
  std::vector<Window> windows;
  for (const config::HourWindow& each : hours) windows.push_back({each.start_minute, each.end_minute});
  return windows;
}

}  // namespace

CalendarRules rules_from(const config::CalendarFile& file) {
  CalendarRules rules;
  rules.name = file.name;
  const auto zone = Zone::named(file.timezone);
  if (!zone) throw Error(Code::invalid_config, "calendar '" + file.name + "' has no known time zone");
  rules.zone = *zone;
  for (std::size_t day = 0; day < file.hours.size(); ++day) {
    rules.hours.at((day + 1) % 7) = windows_from(file.hours.at(day));  // Monday first there, Sunday first here
  }
  for (const config::Holiday& each : file.holidays) rules.holidays.push_back({each.from, each.to, each.yearly, each.name});
  for (const config::SpecialDay& each : file.special_days) {
    rules.special_days.push_back({each.date, windows_from(each.hours)});
  }
  return rules;
}

Calendars::Calendars(const std::vector<config::CalendarFile>& files) {
  const auto add = [&](Calendar calendar) {
    names_.push_back(calendar.name());
    by_name_.emplace(names_.back(), std::move(calendar));
  };
  add(Calendar::always());
  for (const config::CalendarFile& file : files) add(Calendar(rules_from(file)));
}

const Calendar* Calendars::find(const std::string& name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &found->second;
}

const Calendar& Calendars::get(const std::string& name) const {
  if (const Calendar* found = find(name)) return *found;
  refuse_calendar(name, names_);
}

void refuse_calendar(const std::string& name, const std::vector<std::string>& known) {
  const std::string hint = did_you_mean(name, known);
  throw Error(Code::not_found, "no calendar '" + printable(name) + "'",
              hint.empty() ? "'synos-mssp sla calendar list' shows those there are" : hint);
}

}  // namespace mssp::sla
