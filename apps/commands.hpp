// The list of all commands, in the order of the help.
#pragma once

#include <vector>

#include "cli/command.hpp"

namespace mssp {

const std::vector<cli::Command>& commands();

}  // namespace mssp
