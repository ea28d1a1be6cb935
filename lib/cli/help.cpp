#include "cli/help.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "cli/parse.hpp"

namespace mssp::cli {
namespace {

void append_rows(std::string& out, const std::vector<std::pair<std::string, std::string>>& rows, std::size_t columns) {
  std::size_t left = 0;
  for (const auto& row : rows) left = std::max(left, row.first.size());
  left = std::min<std::size_t>(left, 30);
  const std::size_t width = std::max<std::size_t>(columns > left + 5 ? columns - left - 5 : 0, 30);
  for (const auto& [name, help] : rows) {
    bool first = true;
    for (const std::string& line : wrap(help, width)) {
      out += fmt::format("  {:<{}}  {}\n", first ? name : "", left, line);
      first = false;
    }
  }
}

std::string option_text(const Option& option) {
  const std::string letter = option.letter == '\0' ? "" : fmt::format("-{}, ", option.letter);
  return letter + "--" + option.name + (option.value.empty() ? "" : " " + option.value);
}

std::string option_help(const Option& option) {
  std::string help = option.help;
  if (!option.choices.empty()) help += " (" + join(option.choices, ", ") + ")";
  if (option.repeatable) help += "; may be repeated";
  return help;
}

std::string usage(const Command& command) {
  std::string line = "Usage: synos-mssp " + command.path;
  for (const Option& option : command.options) {
    if (option.required) line += " --" + option.name + " " + option.value;
  }
  return line + " [--flags]" + (command.takes_file ? " [FILE]" : "") + "\n";
}

}  // namespace

std::string program_help(const std::vector<Command>& commands, std::size_t columns) {
  std::string out =
      "synos-mssp runs the business of a managed security service provider.\n\n"
      "Usage: synos-mssp NOUN VERB --flags\n\n";
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Command& command : commands) {
    if (!command.hidden) rows.emplace_back(command.path, command.summary);
  }
  append_rows(out, rows, columns);
  out +=
      "\n'synos-mssp NOUN VERB --help' tells more and shows examples; the manual is synos-mssp(1).\n"
      "Configuration is read from /etc/synos/mssp/*.yml: 'synos-mssp config show'.\n";
  return out;
}

std::string noun_help(const std::vector<Command>& commands, const std::string& noun) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Command& command : commands) {
    if (!command.hidden && (command.path == noun || command.path.starts_with(noun + " "))) {
      rows.emplace_back(command.path, command.summary);
    }
  }
  if (rows.empty()) return {};
  std::string out = "Usage: synos-mssp " + noun + " VERB --flags\n\n";
  append_rows(out, rows, 100);
  return out + "\n'synos-mssp " + noun + " VERB --help' tells more and shows examples.\n";
}

std::string command_help(const Command& command, std::size_t columns) {
  std::string out = "synos-mssp " + command.path + ": " + command.summary + "\n\n" + usage(command);
  if (!command.details.empty()) {
    out += "\n";
    for (const std::string& line : wrap(command.details, std::min<std::size_t>(columns, 100))) out += line + "\n";
  }
  std::vector<std::pair<std::string, std::string>> own;
  std::vector<std::pair<std::string, std::string>> general;
  const std::vector<Option> all = options_of(command);
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto& rows = i < command.options.size() ? own : general;
    rows.emplace_back(option_text(all[i]), option_help(all[i]) + (all[i].required ? " (required)" : ""));
  }
  if (!own.empty()) out += "\nOptions:\n";
  append_rows(out, own, columns);
  out += "\nGeneral options:\n";
  append_rows(out, general, columns);
  out += "\nExamples:\n";
  for (const std::string& example : command.examples) out += "  " + example + "\n";
  return out;
}

}  // namespace mssp::cli
