#include "base/error.hpp"
#include "ticket/commands.hpp"
#include "ticket/step.hpp"

namespace mssp::ticket {
namespace {

Step read_reply(const cli::Arguments& arguments) {
  const auto by = arguments.optional_text("by");
  return {.target = target(arguments),
          .verb = "reply",
          .actor = by ? *parse_actor(*by) : sla::Actor::agent,
          .message = arguments.optional_text("message").value_or("")};
}

Step read_note(const cli::Arguments& arguments) {
  return {.target = target(arguments), .verb = "reply", .is_public = false, .message = arguments.text("message")};
}

Step read_respond(const cli::Arguments& arguments) {
  Step step = read_reply(arguments);
  step.is_public = !arguments.has("internal");
  if (step.actor == sla::Actor::customer && !step.is_public) {
    throw Error(Code::usage, "a customer's message is never internal", "leave out --internal");
  }
  return step;
}

cli::Option message_option(bool required) {
  return {.name = "message", .value = "TEXT", .help = "what was said", .required = required};
}

cli::Option by_option() {
  return {.name = "by", .value = "WHO", .help = "whose message it is; default is ours",
          .choices = {"agent", "customer", "system"}};
}

}  // namespace

cli::Command reply() {
  return {.path = "ticket reply",
          .summary = "record a message that the customer sees",
          .details = "The first one of staff stops the response clock. Messages of the customer and automatic ones "
                     "(--by system) do not, and leave the ticket's state as it is; after the first answer a question of "
                     "the customer starts an update clock, if one was promised.",
          .examples = {"synos-mssp ticket reply --ticket T-17 --message \"we are looking into it\"",
                       "synos-mssp ticket reply --ticket T-17 --by customer --message \"any news?\""},
          .needs = {.store = true, .writes = true},
          .options = {ticket_option(), message_option(false), by_option(), at_option()},
          .prepare = cli::steps(read_reply, take)};
}

cli::Command note() {
  return {.path = "ticket note",
          .summary = "record a note that the customer does not see",
          .details = "It stops no clock and changes no state.",
          .examples = {"synos-mssp ticket note --ticket T-17 --message \"disk 3 again\""},
          .needs = {.store = true, .writes = true},
          .options = {ticket_option(), message_option(true), at_option()},
          .prepare = cli::steps(read_note, take)};
}

// The word of the first release for both.
cli::Command respond() {
  cli::Command command = reply();
  command.path = "ticket respond";
  command.examples = {"synos-mssp ticket respond --ticket T-17 --message \"we are looking into it\""};
  command.options.push_back({.name = "internal", .value = "", .help = "a note that the customer does not see"});
  command.hidden = true;
  command.prepare = cli::steps(read_respond, take);
  return command;
}

}  // namespace mssp::ticket
