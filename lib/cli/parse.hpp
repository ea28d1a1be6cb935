// From the words of a command line to a command and its arguments. CLI11 only cuts the words into options and values:
// it is slow to compile, so it is included in parse.cpp alone, and it reads integers with base 0, so every conversion
// is ours (cli/arguments.hpp).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/command.hpp"

namespace mssp::cli {

// Options every command takes, and those that its needs bring along.
std::vector<Option> options_of(const Command& command);

// The words in front of the options. `rest` holds all others, options that came before the command included.
struct Words {
  std::vector<std::string> path;  // {"tenant", "create"}
  std::vector<std::string> rest;
};
Words separate(const std::vector<std::string>& words);

// Moves words behind the longest path that is a command to the rest: a file name after 'scan import' is an argument of it.
Words longest_match(const Words& words, const std::function<bool(const std::string& path)>& is_command);

// The command named exactly, or nullptr.
const Command* find(const std::vector<Command>& commands, std::string_view path);

// Error{usage} for a path that names no command, with the nearest that exists.
[[noreturn]] void refuse_path(const std::vector<Command>& commands, const std::vector<std::string>& path);

// Error{usage} for an unknown, repeated, incomplete or missing option.
Arguments parse(const Command& command, const std::vector<std::string>& words);

}  // namespace mssp::cli
