// The SLA clocks of a ticket, computed from its events alone.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
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
  other,          // touches no clock, like all those after `merged`
  prioritized,    // the terms of another priority hold from now on
  restamped,      // the terms of another policy version hold from now on
  voided,         // one clock leaves the figures
  merged,         // closed as a duplicate: every clock leaves the figures
  excused,        // a reason for a breach was given
  assigned,
  unassigned,
  tagged,
  untagged,
  linked,
  unlinked,
  retitled,
};

// A clock of a ticket. The update clocks are numbered 1, 2, 3 ...; of the other kinds there is one.
struct ClockName {
  ClockKind kind = ClockKind::response;
  std::int64_t ordinal = 1;
  friend auto operator<=>(const ClockName&, const ClockName&) = default;
};

struct Event {
  Instant at;
  EventKind kind = EventKind::other;
  Actor actor = Actor::system;
  bool is_public = false;                     // of a message: the customer sees it
  std::optional<Priority> priority = {};           // of opened and prioritized
  std::optional<std::int64_t> policy_version = {};  // of opened and restamped
  std::optional<ClockName> clock = {};              // of voided and excused
};

// Open time allowed; a clock without a target does not exist.
struct Targets {
  std::optional<Seconds> response;
  std::optional<Seconds> update;
  std::optional<Seconds> resolution;
};

// What a priority is promised by a policy.
struct Terms {
  Priority priority = Priority::p4;
  Targets targets;
  const Calendar* calendar = nullptr;
};
using TermsOf = std::function<Terms(Priority priority, std::int64_t policy_version)>;

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

enum class Verdict { open, met, missed, voided };
std::string_view name(Verdict verdict);  // "open", "met", "missed", "void"
std::optional<Verdict> parse_verdict(std::string_view text);
std::optional<ClockKind> parse_clock_kind(std::string_view text);

// A clock as the last event of its ticket left it. How it stands at any later instant follows from this alone, so this
// is what is stored.
struct ClockRecord {
  ClockName name;
  Priority priority = Priority::p4;
  Seconds target{};
  std::string calendar;              // on which it counts now
  Instant started;
  Seconds used{};                    // open time that counted until `since`, the pause or the stop
  std::optional<Instant> since = {};      // running since then; absent while it is paused and after it stopped
  std::optional<Instant> due_at = {};     // absent while it is paused and not decided
  std::optional<Instant> risk_at = {};    // from then on it is at risk, if nothing happens; absent when it never will be
  std::optional<Instant> stopped_at = {};
  std::optional<Instant> decided_at = {};  // the breach, else the stop, else the voiding
  Verdict verdict = Verdict::open;    // of an open clock whose due time passes this stays open until the next event

  friend bool operator==(const ClockRecord&, const ClockRecord&) = default;
};

// How a clock stands at an instant.
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
  std::int64_t ordinal = 1;
};

struct Ticket {
  Priority priority = Priority::p4;
  Targets targets;
  std::vector<Event> events;  // in the order in which they happened; those of one instant keep their order
};

inline constexpr Percent usual_risk{75'000};

// The clocks after the events up to `until`; whatever happened later is not looked at. Nothing when the ticket was not
// opened by then. Order: response, one update clock for each customer message that began one, resolution.
//
// - response runs from the opening to the first answer, which is a public message of staff, or resolution or closing by
//   staff. It never pauses.
// - update is armed by the first answer, runs from a public customer message to the next answer and never pauses.
// - resolution pauses in waiting-customer only. After a pause due = A(resumed, target - used). A reopened ticket goes
//   on with what was used; a breach, once it happened, stays.
// - Another priority or policy version changes the target and the calendar of the clocks that are open and not
//   breached: due = A(change, new target - used), and what was used counted on the calendars of its time. A clock that
//   stopped takes the new terms when it is reopened; one that is breached keeps the terms it broke. A clock whose kind
//   the new terms do not promise keeps its target, and no response or resolution clock begins later than the ticket.
// - A voided clock stands still for ever. It counts as decided when it was, else when it was voided.
//
// A clock is met iff it stopped at or before its due time, so work that ends after closing is late even if the budget
// ended exactly at closing. Throws invalid_input when the events do not begin with `opened` or go back in time, what
// Calendar throws, and what `terms` throws. `priority` and `policy_version` hold where `opened` does not name them.
std::vector<ClockRecord> replay(const std::vector<Event>& events, Priority priority, std::int64_t policy_version,
                                const TermsOf& terms, Instant until, Percent risk = usual_risk);

// How a clock stands at `now`, which is not before the last event. `calendar` is the one the record names.
Clock standing_at(const ClockRecord& record, const Calendar& calendar, Instant now);

// The same in one step, for a ticket whose terms never change.
std::vector<Clock> clocks(const Ticket& ticket, const Calendar& calendar, Instant now, Percent risk = usual_risk);

}  // namespace mssp::sla
