// From calendars.yml to calendars that answer questions.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/calendars.hpp"
#include "sla/calendar.hpp"

namespace mssp::sla {

CalendarRules rules_from(const config::CalendarFile& file);

// Error{not_found} with the nearest of the names there are.
[[noreturn]] void refuse_calendar(const std::string& name, const std::vector<std::string>& known);

// The built-in calendar and those of the file, by name.
class Calendars {
 public:
  // Throws what Calendar throws.
  explicit Calendars(const std::vector<config::CalendarFile>& files);

  const Calendar* find(const std::string& name) const;  // null when there is none of that name
  const Calendar& get(const std::string& name) const;   // Error{not_found} with the nearest name
  const std::vector<std::string>& names() const { return names_; }  // the built-in first, then as in the file

 private:
  std::map<std::string, Calendar> by_name_;
  std::vector<std::string> names_;
};

}  // namespace mssp::sla
