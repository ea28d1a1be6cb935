// What the commands that change a ticket share: one event after the other.
#pragma once

#include <optional>
#include <string>

#include "cli/command.hpp"
#include "context.hpp"
#include "sla/moment.hpp"
#include "ticket/ticket.hpp"

namespace mssp::ticket {

struct Step {
  std::int64_t number = 0;
  std::string verb;  // of edges()
  std::optional<sla::Moment> at;
  sla::Actor actor = sla::Actor::agent;
  bool is_public = true;
  std::string message = {};
};

// Records the event of a step: "ticket 'T-1' is open".
render::Result take(Context& context, const Step& step);

// The event for the audit trail; "backdated" when it happened before it was recorded.
std::string audited(const Ticket& ticket, const Entry& entry, Instant now);

// --ticket as its number. Error{usage}.
std::int64_t number(const cli::Arguments& arguments);

cli::Option ticket_option();
cli::Option at_option();

}  // namespace mssp::ticket
