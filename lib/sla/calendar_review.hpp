// What is permitted in a calendar but hardly meant: found before a customer finds it.
#pragma once

#include <string>
#include <vector>

#include "config/calendars.hpp"
#include "base/instant.hpp"

namespace mssp::sla {

struct Doubt {
  std::string calendar;
  int line = 0;  // on which the calendar begins
  std::string message;
  std::string hint;
};

// Calendars that do not open within a year from `now`; windows that run into those of the next day; special days on a
// holiday, which beats them; holidays of which the last date has passed. In the order of the file.
std::vector<Doubt> review(const std::vector<config::CalendarFile>& calendars, Instant now);

}  // namespace mssp::sla
