// Tells whether the rules of a calendar are still those by which stored clocks were computed.
#pragma once

#include <string>

#include "sla/calendar.hpp"

namespace mssp::sla {

// The same for rules that open and close alike by what is written; 32 hexadecimal digits. Names of holidays and the data
// of the zone are no part of it.
std::string fingerprint(const CalendarRules& rules);

}  // namespace mssp::sla
