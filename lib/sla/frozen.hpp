// What was decided once stays decided, even if the rules of a calendar are changed afterwards.
#pragma once

#include <vector>

#include "sla/clock.hpp"

namespace mssp::sla {

// The clocks to store after a replay. A stored clock that was met and has not gone on since, or was voided, stays as it
// is; one that was missed keeps its verdict, its due time and its terms. The rest is as replayed. While no calendar has
// changed this gives `replayed` itself.
std::vector<ClockRecord> with_frozen(const std::vector<ClockRecord>& stored, std::vector<ClockRecord> replayed);

// The same clocks with those that are overdue at `now` marked as missed: to be called before a calendar changes.
std::vector<ClockRecord> settled(std::vector<ClockRecord> stored, Instant now);

}  // namespace mssp::sla
