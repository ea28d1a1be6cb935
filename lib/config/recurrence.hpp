// The keys with which every file says when something recurs: frequency, day, time and timezone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

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

// Each part by itself, as flags give them: the day in its one form ("8" for "08"), and what is wanted, for messages.
bool has_day(Frequency frequency);  // weekly, monthly, quarterly
std::string wanted_day(Frequency frequency);
std::optional<std::string> parse_day(Frequency frequency, std::string_view written);
std::string_view wanted_time(Frequency frequency);
std::optional<TimeOfDay> parse_time(Frequency frequency, std::string_view written);

// From a mapping that permits these four keys, and others.
Recurrence read_recurrence(const Fields& fields);
// From one that permits nothing else; `what` names it in messages.
Recurrence read_recurrence(const Node& node, std::string_view what, Problems& problems);

std::string text(const Recurrence& times);  // "weekly wednesday 02:00 UTC"

}  // namespace mssp::config
