// --priority, or --urgency with --impact, as the commands that set a priority take them.
#pragma once

#include <optional>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "ticket/ticket.hpp"

namespace mssp::ticket {

// Error{usage} when only one of --urgency and --impact is given, or both ways are used.
std::optional<sla::Priority> wanted_priority(const cli::Arguments& arguments);

std::vector<cli::Option> priority_options();

}  // namespace mssp::ticket
