#include "ticket/urgency.hpp"

#include "base/error.hpp"
#include "sla/policy_change.hpp"

namespace mssp::ticket {

std::optional<sla::Priority> wanted_priority(const cli::Arguments& arguments) {
  const auto priority = arguments.optional_text("priority");
  const auto urgency = arguments.optional_text("urgency");
  const auto impact = arguments.optional_text("impact");
  if (urgency.has_value() != impact.has_value()) {
    throw Error(Code::usage, "--urgency and --impact go together", "or name the --priority itself");
  }
  if (priority && urgency) {
    throw Error(Code::usage, "--priority follows from --urgency and --impact", "give either the one or the two");
  }
  if (priority) return sla::parse_priority(*priority);
  if (!urgency) return std::nullopt;
  return priority_of(*parse_level(*urgency), *parse_level(*impact));
}

std::vector<cli::Option> priority_options() {
  return {{.name = "priority", .value = "PRIORITY", .help = "how urgent; a new ticket is P3 otherwise",
           .choices = {"P1", "P2", "P3", "P4"}},
          {.name = "urgency", .value = "LEVEL", .help = "how soon it hurts; with --impact it gives the priority",
           .choices = {"high", "medium", "low"}},
          {.name = "impact", .value = "LEVEL", .help = "how many it hurts; with --urgency it gives the priority",
           .choices = {"high", "medium", "low"}}};
}

}  // namespace mssp::ticket
