// Holidays from the whole-day events of an iCalendar file (RFC 5545).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/calendars.hpp"

namespace mssp::sla {

struct IcsHolidays {
  std::vector<config::Holiday> holidays;  // by first day and name, each once
  std::vector<std::string> skipped;       // "LINE: event 'NAME' ...": events that are no holidays of ours, and why
};

// VEVENTs that last whole days: DTSTART as a date, or at local midnight; DTEND (not included) or DURATION, else one day.
// RRULE with FREQ=YEARLY on the date of DTSTART becomes a yearly holiday, with COUNT or UNTIL one holiday for each year;
// RDATE adds and EXDATE removes days. Other rules, events of hours and cancelled ones are skipped. Error{invalid_input}
// "FILE:LINE: ..." for what is not iCalendar, dates that do not exist, more than 365 days, and more than 10,000 events.
IcsHolidays read_ics_holidays(std::string_view text, const std::string& file);

}  // namespace mssp::sla
