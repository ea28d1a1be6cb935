// Why a clock stands where it stands: its time cut into stretches, each with its reason and what it counted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sla/clock.hpp"

namespace mssp::sla {

enum class What {
  started,       // a mark without length: the clock began and got its due time
  open,          // counted
  closed,        // the calendar is closed: nothing counts
  clock_change,  // a mark: local clocks were moved
  paused,        // it waits for the customer: nothing counts
  resumed,       // a mark: it goes on, and the due time may have moved
  stopped,       // a mark
  reopened,      // a mark: it goes on with what was used
  changed,       // a mark: another priority or policy holds from here
  voided,        // a mark: it leaves the figures
  due,           // a mark: the target was used up before the clock stopped
  now,           // a mark: the clock has not stopped
};
std::string_view name(What what);  // "started", "open", "closed", "clock_change" ...

struct Stretch {
  Period period;  // a mark begins where it ends
  What what = What::open;
  std::string why;               // for people: "closed: outside hours, Saturday, holiday Christmas"
  Seconds counted{};
  Seconds sum{};                 // counted so far, this stretch included
  std::optional<Instant> due_at;  // of marks that set or move the due time
};

// The stretches follow each other without a gap from the start of the clock to its stop, its voiding or `now`, but for
// the time between a stop and a reopening or voiding; their counted seconds add up to clock.used.
struct Explanation {
  Clock clock;
  std::vector<Stretch> stretches;
};

// One for each clock of replay(), in its order. Told from the clocks as they were after each event, so that it says
// nothing else than what they count. Local times and the changes of clocks are those of `zone`. Throws as replay().
std::vector<Explanation> explain(const std::vector<Event>& events, Priority priority, std::int64_t policy_version,
                                 const TermsOf& terms, const Zone& zone, Instant now, Percent risk = usual_risk);

// "the resolution clock was met: 3h10m of 8h were used when it stopped on ...; 4h50m were left"
std::string verdict(const Clock& clock, const Zone& zone);

// "Mon 2025-12-22 09:00 CET"
std::string told_time(Instant at, const Zone& zone);

}  // namespace mssp::sla
