// Questions to calendars, one at a time or as a file of JSON Lines.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "render/value.hpp"
#include "sla/from_config.hpp"

namespace mssp::sla {

struct Due {
  Seconds within;  // negative: counted backwards, to the latest time from which that much open time remains
};
struct Elapsed {
  Instant to;
};
struct Question {
  const Calendar* calendar = nullptr;
  Instant from;
  std::variant<Due, Elapsed> asked;
};

// {"calendar","from","within_seconds","due_at"} or {"calendar","from","to","open_seconds"}. Throws what Calendar throws.
render::Object answer(const Question& question);

// Answers lines of {"calendar","from","within_seconds"} or {"calendar","from","to"}, a JSON text each, one line for each
// in order; times without an offset are in the calendar's zone, blank lines are skipped. Error{invalid_input}
// "FILE:LINE: ..." for the first line that cannot be answered.
std::string answers(std::string_view text, const std::string& file, const Calendars& calendars);

}  // namespace mssp::sla
