// Adds holidays to calendars.yml without touching anything else: comments, order and blanks stay as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/calendars.hpp"

namespace mssp::config {

// "{date: 2025-12-25, name: \"Christmas\", yearly: true}", as an item of `holidays`.
std::string holiday_item(const Holiday& holiday);

// Those of `wanted` whose days an own holiday of the calendar does not close already, whatever its name.
std::vector<Holiday> missing_from(const CalendarFile& calendar, const std::vector<Holiday>& wanted);

// The text of the file `path` with holidays added at the end of the calendar's list. What comes out is read again and
// must differ by these holidays only. Error{not_found} when there is no such calendar; Error{conflict} when the
// calendar is written in a form that lines cannot be added to, with the hint to add them by hand.
std::string with_holidays(const std::string& text, const std::string& path, const std::string& calendar,
                          const std::vector<Holiday>& added);

}  // namespace mssp::config
