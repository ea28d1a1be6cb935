// The list of all commands, in the order of the help.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "cli/command.hpp"

namespace mssp {

// A command is made when it is asked for: a hundred and more of them would cost the prompt more than most work does.
struct Entry {
  std::string_view path;  // as in the command that `make` returns
  cli::Command (*make)();
};
std::span<const Entry> command_table();

// All of them made, for help, completion and suggestions.
const std::vector<cli::Command>& commands();

}  // namespace mssp
