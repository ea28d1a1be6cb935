// The SLA clocks of a ticket, computed from its events alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/parse.hpp"
#include "sla/calendar.hpp"

namespace mssp::sla {

enum class Priority { p1, p2, p3, p4 };
enum class ClockKind { response, update, resolution };
enum class Actor { agent, customer, system };

enum class EventKind {
  opened,         // the first event of every ticket
  message,        // public or internal
  wait_customer,  // the resolution clock pauses
  wait_vendor,    // it runs
  resumed,        // it runs
  resolved,       // it stops
  closed,         // it stops, unless it has
  reopened,       // it goes on with what was used
  other,          // touches no clock: assignment, priority, tags
};

struct Event {
  Instant at;
  EventKind kind = EventKind::other;
  Actor actor = Actor::system;
  bool is_public = false;  // of a message: the customer sees it
};

// Open time allowed; a clock without a target does not exist.
struct Targets {
  std::optional<Seconds> response;
  std::optional<Seconds> update;
  std::optional<Seconds> resolution;
};

// When somebody voided a clock: it leaves the denominator of compliance from then on.
struct Voids {
  std::optional<Instant> response;
  std::optional<Instant> resolution;
};

enum class ClockState {
  open,           // running or paused, not yet due
  at_risk,        // open, and more than the share of its target is used
  open_breached,  // the due time passed and the clock has not stopped
  met,            // stopped at or before the due time
  missed,         // stopped after it
  voided,
};
std::string_view name(ClockState state);   // "open", "at_risk", "open_breached", "met", "missed", "void"
std::string_view name(ClockKind kind);     // "response", "update", "resolution"
std::string_view name(Priority priority);  // "P1".."P4"

struct Clock {
  ClockKind kind = ClockKind::response;
  Priority priority = Priority::p4;
  Seconds target{};
  Instant started;
  Instant due_at;  // of a paused clock: as if it went on now; of a breached one: the due time that passed
  std::optional<Instant> stopped_at;
  std::optional<Instant> decided_at;  // the breach, else the stop, else the voiding
  Seconds used{};                     // open time that counted, up to the stop or now; goes on after a breach
  bool paused = false;
  ClockState state = ClockState::open;
};

struct Ticket {
  Priority priority = Priority::p4;
  Targets targets;
  std::vector<Event> events;  // in the order in which they happened; those of one instant keep their order
  Voids voids;
};

inline constexpr Percent usual_risk{75'000};

// The clocks at `now`; whatever happened later is not looked at. Nothing when the ticket was not opened by then.
// Order: response, one update clock for each customer message that began one, resolution.
//
// - response runs from the opening to the first answer, which is a public message of staff, or resolution or closing by
//   staff. It never pauses.
// - update is armed by the first answer, runs from a public customer message to the next answer and never pauses.
// - resolution pauses in waiting-customer only. After a pause due = A(resumed, target - used). A reopened ticket goes
// on
//   with what was used; a breach, once it happened, stays.
//
// A clock is met iff it stopped at or before its due time, so work that ends after closing is late even if the budget
// ended exactly at closing. Throws invalid_input when the events do not begin with `opened` or go back in time, and
// what Calendar throws.
std::vector<Clock> clocks(const Ticket& ticket, const Calendar& calendar, Instant now, Percent risk = usual_risk);

}  // namespace mssp::sla
