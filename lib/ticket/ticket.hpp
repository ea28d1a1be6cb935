// Tickets: their states, and the events that change them and drive the SLA clocks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "render/value.hpp"
#include "sla/clock.hpp"

namespace mssp::ticket {

enum class Status { fresh, open, waiting_customer, waiting_vendor, resolved, closed };

std::string_view name(Status status);  // "new", "open", "waiting-customer" ...
std::optional<Status> parse_status(std::string_view text);

struct Ticket {
  std::int64_t id = 0;
  std::int64_t tenant_id = 0;
  std::string tenant;        // slug
  std::int64_t number = 0;   // unique over the whole store
  std::string subject;
  sla::Priority priority = sla::Priority::p3;
  Status status = Status::fresh;
  Instant opened_at;
  Instant changed_at;               // of the last event
  // In force when it was opened, or at the last restamp: it grades the ticket. 0 is the built-in policy.
  std::int64_t policy_version = 0;
  std::optional<std::string> analyst = {};      // handle of who works on it
  std::optional<std::int64_t> merged_into = {};  // number of the ticket it is a duplicate of
  std::optional<std::string> reference = {};     // its name in the system it was imported from
};

// An event as recorded. `author` is who recorded it, which for a customer's message is a member of staff.
struct Entry {
  sla::Event event;
  std::string author;
  std::string message;      // may be empty; of voided and excused the reason
  std::string detail = {};  // analyst, tag, asset, finding, other ticket or old subject; of voided the approver; else empty
};

// A ticket with its events, as clocks need them.
struct History {
  Ticket ticket;
  std::vector<sla::Event> events;
};

std::string handle(std::int64_t number);                         // "T-17"
std::optional<std::int64_t> parse_handle(std::string_view text);  // "T-17", "t-17" or "17"

// One permitted change. `verb` is the command that makes it.
struct Edge {
  std::string_view verb;
  Status from;
  Status to;
  sla::EventKind kind;
};
const std::vector<Edge>& edges();

// The kind of event that `verb` records. Error{conflict} says in which states it may; a ticket that was merged stays as
// it is.
sla::EventKind kind_of(const Ticket& ticket, std::string_view verb);

// The state after an event: that of the edge; but of messages only public ones of staff change it.
Status after(Status status, const sla::Event& event);

// The time of an event to record: the one given or now. A past one imports history; Error{usage} when it lies in the
// future or before 1970, Error{conflict} when it is before the ticket's last event.
Instant event_time(const std::optional<Instant>& given, Instant now);
Instant event_time(const std::optional<Instant>& given, Instant now, const Ticket& ticket);

// The ticket after an event: its state, priority, policy version and time of change.
Ticket with(const Ticket& ticket, const sla::Event& event);

// Refuses a change of what is closed, unless `any_state`, and of what was merged. Error{conflict}.
void require_open(const Ticket& ticket, bool any_state = false);

// The usual matrix of ITIL: both high is P1, one step less on either side is one step down, at most P4.
enum class Level { high, medium, low };
std::optional<Level> parse_level(std::string_view text);  // "high", "medium", "low"
sla::Priority priority_of(Level urgency, Level impact);

// "response", "resolution", "update-2"; "update" is the latest of `count` update clocks. Nothing for any other text.
std::optional<sla::ClockName> parse_clock(std::string_view text, std::int64_t updates);
std::string name(const sla::ClockName& clock);

// A tag as stored: 1 to 40 of lower-case letters, digits, '-', '_', '.' and ':'. Nothing when it is none.
std::optional<std::string> parse_tag(std::string_view text);

// The subject as stored. Error{usage} when it is wider than 200 columns.
std::string checked_subject(std::string_view given);

std::string_view name(sla::EventKind kind);  // "opened", "message", "wait-customer" ...
std::optional<sla::EventKind> parse_kind(std::string_view text);
std::string_view name(sla::Actor actor);     // "agent", "customer", "system"
std::optional<sla::Actor> parse_actor(std::string_view text);

// As the audit trail and the commands tell them.
render::Object describe(const Ticket& ticket);
render::Object describe(const Entry& entry);

}  // namespace mssp::ticket
