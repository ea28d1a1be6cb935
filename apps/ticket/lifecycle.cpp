#include "ticket/commands.hpp"
#include "ticket/step.hpp"

namespace mssp::ticket {
namespace {

// The commands that only take an edge of the life cycle differ in its verb alone.
cli::Command edge_command(const std::string& verb, const std::string& summary, const std::string& details) {
  const auto prepare = [verb](const cli::Arguments& arguments) -> cli::Job {
    return [step = Step{.target = target(arguments), .verb = verb}](Context& context) { return take(context, step); };
  };
  return {.path = "ticket " + verb,
          .summary = summary,
          .details = details,
          .examples = {"synos-mssp ticket " + verb + " --ticket T-17"},
          .needs = {.store = true, .writes = true},
          .options = {ticket_option(), at_option()},
          .prepare = prepare};
}

Step read_hold(const cli::Arguments& arguments) {
  return {.target = target(arguments), .verb = "hold --reason " + arguments.text("reason")};
}

}  // namespace

cli::Command hold() {
  return {.path = "ticket hold",
          .summary = "put a ticket aside until somebody answers",
          .details = "While it waits for the customer the resolution clock pauses; for a vendor it runs on. The "
                     "response clock never pauses.",
          .examples = {"synos-mssp ticket hold --ticket T-17 --reason customer"},
          .needs = {.store = true, .writes = true},
          .options = {ticket_option(),
                      {.name = "reason", .value = "WHOM", .help = "who has to answer", .required = true,
                       .choices = {"customer", "vendor"}},
                      at_option()},
          .prepare = cli::steps(read_hold, take)};
}

cli::Command resume() {
  return edge_command("resume", "go on with a ticket that waited", "The resolution clock goes on with what was used.");
}

cli::Command resolve() {
  return edge_command("resolve", "record that a ticket is solved",
                      "The resolution clock stops, and the response clock if nobody had answered.");
}

cli::Command reopen() {
  return edge_command("reopen", "take up a ticket again",
                      "The resolution clock goes on with what was used. A breach stays a breach.");
}

cli::Command close() {
  return edge_command("close", "end a ticket", "Clocks that still run stop, as 'ticket resolve' stops them.");
}

}  // namespace mssp::ticket
