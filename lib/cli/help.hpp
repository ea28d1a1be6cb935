// The texts of --help, made from the command table.
#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"

namespace mssp::cli {

// synos-mssp --help: every command with its summary, grouped by noun.
std::string program_help(const std::vector<Command>& commands, std::size_t columns);

// synos-mssp NOUN --help, also what a bare noun prints on standard error. Empty when no command begins with it.
std::string noun_help(const std::vector<Command>& commands, const std::string& noun);

// synos-mssp NOUN VERB --help.
std::string command_help(const Command& command, std::size_t columns);

}  // namespace mssp::cli
