// When local clocks are moved.
#pragma once

#include <string>
#include <vector>

#include "base/instant.hpp"

namespace mssp::sla {

struct ClockChange {
  Instant at;             // the first instant of the new time
  std::string told;       // "clocks go forward by 1h, from 02:00 CET to 03:00 CEST"
};

// Those within [from, to), in order. Changes that are undone within six hours are not seen: there were none.
std::vector<ClockChange> clock_changes(const Zone& zone, Instant from, Instant to);

}  // namespace mssp::sla
