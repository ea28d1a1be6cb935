#include "cli/parse.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::cli {
namespace {

std::string flag_of(const Option& option) {
  const std::string letter = option.letter == '\0' ? "" : "-" + std::string(1, option.letter) + ",";
  return letter + "--" + option.name;
}

std::vector<std::string> flags_of(const std::vector<Option>& options) {
  std::vector<std::string> flags;
  for (const Option& option : options) flags.push_back("--" + option.name);
  return flags;
}

[[noreturn]] void refuse_extra(const Command& command, const std::vector<Option>& options, const std::string& word) {
  if (word.size() > 1 && word[0] == '-') {
    const std::string flag = word.substr(0, word.find('='));
    throw Error(Code::usage, "unknown flag '" + printable(flag) + "' for '" + command.path + "'",
                did_you_mean(flag, flags_of(options)));
  }
  throw Error(Code::usage, "unexpected word '" + printable(word) + "' after '" + command.path + "'",
              "values are given with flags: 'synos-mssp " + command.path + " --help' lists them");
}

}  // namespace

std::vector<Option> options_of(const Command& command) {
  std::vector<Option> all = command.options;
  // An option of the command's own comes before one that many share: --reason may be required, or have choices.
  const auto add = [&](Option option) {
    const auto same = [&](const Option& own) { return own.name == option.name; };
    if (std::none_of(all.begin(), all.end(), same)) all.push_back(std::move(option));
  };
  if (command.needs.as_of) add({.name = "as-of", .value = "TIME", .help = "answer as if it were TIME"});
  if (command.needs.writes) {
    add({.name = "dry-run", .value = "", .help = "do everything but keep nothing", .letter = 'n'});
    add({.name = "reason", .value = "TEXT", .help = "why, for the audit trail"});
  }
  if (command.needs.destructive) add({.name = "yes", .value = "", .help = "do not ask"});
  if (!command.formats.empty()) {
    add({.name = "format", .value = "FORMAT", .help = "how to show the answer", .choices = command.formats});
  }
  add({.name = "output", .value = "FILE", .help = "write the answer to FILE; - is standard output", .letter = 'o',
       .offers = Offers::files});
  add({.name = "quiet", .value = "", .help = "no notes on standard error", .letter = 'q'});
  add({.name = "no-color", .value = "", .help = "no colour, even on a terminal"});
  add({.name = "config-dir", .value = "DIR", .help = "read *.yml from DIR instead of /etc/synos/mssp",
       .offers = Offers::files});
  add({.name = "store", .value = "URL", .help = "use this store, e.g. sqlite:///var/lib/synos/mssp/mssp.db"});
  add({.name = "help", .value = "", .help = "show this help", .letter = 'h'});
  return all;
}

Words separate(const std::vector<std::string>& words) {
  // These take a value, so the word behind them is none of the command's.
  static const std::vector<std::string> global{"--format", "--output", "-o", "--config-dir", "--store"};
  Words result;
  bool in_path = true;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool flag = words[i].starts_with('-');
    if (in_path && !flag) {
      result.path.push_back(words[i]);
      continue;
    }
    result.rest.push_back(words[i]);
    const bool known = std::find(global.begin(), global.end(), words[i]) != global.end();
    if (flag && known && i + 1 < words.size()) result.rest.push_back(words[++i]);
    // Before the command only global flags may stand; after it the first flag ends the path.
    if (!result.path.empty()) in_path = false;
  }
  return result;
}

Words longest_match(const Words& words, const std::function<bool(const std::string& path)>& is_command) {
  Words result = words;
  for (std::size_t length = words.path.size(); length > 0; --length) {
    const std::vector<std::string> path(words.path.begin(), words.path.begin() + static_cast<std::ptrdiff_t>(length));
    if (!is_command(join(path, " "))) continue;
    result.path = path;
    result.rest.insert(result.rest.begin(), words.path.begin() + static_cast<std::ptrdiff_t>(length), words.path.end());
    break;
  }
  return result;
}

const Command* find(const std::vector<Command>& commands, std::string_view path) {
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const Command& command) { return command.path == path; });
  return found == commands.end() ? nullptr : &*found;
}

void refuse_path(const std::vector<Command>& commands, const std::vector<std::string>& path) {
  // The first word that no command shares is the wrong one; its neighbours are what could stand there.
  std::string known;
  for (const std::string& word : path) {
    std::vector<std::string> possible;
    for (const Command& command : commands) {
      if (command.hidden || !command.path.starts_with(known)) continue;
      const std::string next = command.path.substr(known.size(), command.path.find(' ', known.size()) - known.size());
      if (!next.empty() && std::find(possible.begin(), possible.end(), next) == possible.end()) possible.push_back(next);
    }
    if (possible.empty()) {
      throw Error(Code::usage, "unexpected word '" + printable(word) + "' after '" + std::string(trim(known)) + "'",
                  "values are given with flags");
    }
    if (std::find(possible.begin(), possible.end(), word) == possible.end()) {
      const auto meant = nearest(word, possible);
      const std::string hint = meant ? "did you mean '" + known + *meant + "'?" : "";
      throw Error(Code::usage,
                  "unknown command '" + known + printable(word) + "'",
                  hint.empty() ? "expected one of " + join(possible, ", ") : hint);
    }
    known += word + " ";
  }
  throw Error(Code::usage, "'" + join(path, " ") + "' is not a command", "'synos-mssp --help' lists all");
}

Arguments parse(const Command& command, const std::vector<std::string>& words) {
  const std::vector<Option> options = options_of(command);
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::vector<std::pair<const Option*, CLI::Option*>> declared;
  for (const Option& option : options) {
    CLI::Option* added = nullptr;
    if (option.value.empty()) {
      added = app.add_flag(flag_of(option))->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    } else {
      added = app.add_option(flag_of(option))->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
      // CLI11 would cut "[a,b]" into a list of its own.
      added->allow_extra_args(false);
    }
    declared.emplace_back(&option, added);
  }
  try {
    std::vector<std::string> reversed(words.rbegin(), words.rend());
    app.parse(reversed);
  } catch (const CLI::ArgumentMismatch& failure) {
    throw Error(Code::usage, std::string(trim(std::string_view(failure.what()).substr(
                                 0, std::string_view(failure.what()).find(':')))) + " needs a value");
  } catch (const CLI::ParseError& failure) {
    throw Error(Code::usage, lower_ascii(printable(failure.what())));
  }
  Arguments::Values values;
  for (const auto& [option, added] : declared) {
    if (added->count() == 0) continue;
    if (added->count() > 1 && !option->repeatable && !option->value.empty()) {
      throw Error(Code::usage, "--" + option->name + " was given twice");
    }
    values[option->name] = added->results();
  }
  for (const std::string& extra : app.remaining()) {
    if (command.takes_file && !extra.starts_with('-') && values.find("file") == values.end()) {
      values["file"] = {extra};
      continue;
    }
    refuse_extra(command, options, extra);
  }
  // --help explains what is missing better than an error does.
  if (values.find("help") == values.end()) {
    for (const Option& option : options) {
      if (option.required && values.find(option.name) == values.end()) {
        throw Error(Code::usage, "--" + option.name + " is required",
                    "e.g. " + (command.examples.empty() ? "synos-mssp " + command.path : command.examples.front()));
      }
    }
  }
  Arguments arguments(std::move(values));
  for (const Option& option : options) {
    if (!option.choices.empty()) static_cast<void>(arguments.choice(option.name, option.choices));
  }
  return arguments;
}

}  // namespace mssp::cli
