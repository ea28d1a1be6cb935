// The keys with which every file says when something recurs: frequency, day, time and timezone.
#pragma once

#include <optional>
#include <string>

#include "config/fields.hpp"
#include "config/schedules.hpp"

namespace mssp::config {

// Fields as those of a ScheduleFile.
struct Recurrence {
  Frequency frequency = Frequency::daily;
  std::string day = {};
  TimeOfDay time = {};
  std::optional<std::string> timezone = {};  // empty: the tenant's
};

// From a mapping that permits these four keys, and others.
Recurrence read_recurrence(const Fields& fields);

std::string text(const Recurrence& times);  // "weekly wednesday 02:00 UTC"

}  // namespace mssp::config
