// What a period would have been under another promise: the same events, other terms.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ticket/standing.hpp"
#include "ticket/terms.hpp"

namespace mssp::ticket {

// One side of a priority's clock: absent where that policy has no such clock.
struct Compared {
  sla::ClockKind kind = sla::ClockKind::response;
  sla::Priority priority = sla::Priority::p4;
  std::optional<sla::ClockRow> before;
  std::optional<sla::ClockRow> after;
};

// A clock that one of the two policies judges otherwise, or does not have.
struct Turned {
  std::int64_t number = 0;
  sla::Priority priority = sla::Priority::p4;
  sla::ClockKind kind = sla::ClockKind::response;
  Instant started;
  std::optional<sla::Clock> before;
  std::optional<sla::Clock> after;
};

struct Simulation {
  std::vector<Compared> rows;  // by kind and priority; tickets with several targets in one row are summed
  std::vector<Turned> turned;  // by ticket, clock and start; of clocks that count in the period
};

// Replays the tickets of one tenant, each under the policy that grades it, and under that policy with the change made.
// Nothing is changed. Throws as clocks(); Error{not_found} when the change names a calendar that is not there.
Simulation simulate(const std::vector<History>& histories, const sla::Versions& versions, const sla::Calendars& calendars,
                    const sla::PolicyChange& change, const Period& period, Instant as_of);

}  // namespace mssp::ticket
