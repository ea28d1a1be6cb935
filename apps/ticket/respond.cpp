#include "base/error.hpp"
#include "ticket/commands.hpp"
#include "ticket/step.hpp"

namespace mssp::ticket {
namespace {

Step read(const cli::Arguments& arguments) {
  const auto by = arguments.optional_text("by");
  Step step{.number = number(arguments),
            .verb = "respond",
            .at = sla::moment(arguments, "at"),
            .actor = by ? *parse_actor(*by) : sla::Actor::agent,
            .is_public = !arguments.has("internal"),
            .message = arguments.optional_text("message").value_or("")};
  if (step.actor == sla::Actor::customer && !step.is_public) {
    throw Error(Code::usage, "a customer's message is never internal", "leave out --internal");
  }
  return step;
}

}  // namespace

cli::Command respond() {
  return {.path = "ticket respond",
          .summary = "record a message on a ticket",
          .details = "The first public message of staff stops the response clock. Internal notes and messages of the "
                     "customer do not, and leave the ticket's state as it is.",
          .examples = {"synos-mssp ticket respond --ticket T-17 --message \"we are looking into it\"",
                       "synos-mssp ticket respond --ticket T-17 --internal --message \"disk 3 again\""},
          .needs = {.store = true, .writes = true},
          .options = {ticket_option(),
                      {.name = "message", .value = "TEXT", .help = "what was said"},
                      {.name = "internal", .value = "", .help = "a note that the customer does not see"},
                      {.name = "by", .value = "WHO", .help = "whose message it is; default is ours",
                       .choices = {"agent", "customer"}},
                      at_option()},
          .prepare = cli::steps(read, take)};
}

}  // namespace mssp::ticket
