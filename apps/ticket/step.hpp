// What the commands that change a ticket share: events after what is there, and the one way to store them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "context.hpp"
#include "sla/moment.hpp"
#include "tenant/tenant.hpp"
#include "ticket/terms.hpp"
#include "ticket/ticket.hpp"

namespace mssp::ticket {

// What tenants were promised, on the calendars of the file. Stored clocks that these calendars have outdated are computed
// anew first, of every tenant. To be called in a change.
Promises promises_for(Context& context, db::Connection& store, std::vector<tenant::Tenant> tenants);

// A change in the making: the ticket so far, and the events that make it so.
struct Draft {
  Ticket ticket;
  std::vector<Entry> entries;
  std::string note;  // what was done, for people
  Entry blank;       // time, actor and author of every event of this change

  // Adds an event: a copy of `blank` of this kind, changed by `fill`.
  void add(sla::EventKind kind, const std::function<void(Entry&)>& fill = {});
};

struct Target {
  std::int64_t number = 0;
  std::optional<sla::Moment> at;
};
// --ticket and --at.
Target target(const cli::Arguments& arguments);

// Changes a ticket: `body` adds events to the draft; with none nothing is changed.
using Body = std::function<void(db::Connection& store, const Promises& promises, Draft& draft)>;
render::Result amend(Context& context, const Target& target, const Body& body);

struct Step {
  Target target;
  std::string verb;  // of edges()
  sla::Actor actor = sla::Actor::agent;
  bool is_public = true;
  std::string message = {};
};

// Records the event of a step: "ticket 'T-1' is open".
render::Result take(Context& context, const Step& step);

// The event for the audit trail; "backdated" when it happened before it was recorded.
std::string audited(const Ticket& ticket, const std::vector<Entry>& entries, Instant now);

// An option that names a ticket as its number. Error{usage}.
std::int64_t number(const cli::Arguments& arguments, std::string_view option = "ticket");

cli::Option ticket_option();
cli::Option at_option();

}  // namespace mssp::ticket
