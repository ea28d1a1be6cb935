#include "cli/complete.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "cli/parse.hpp"

namespace mssp::cli {
namespace {

const Option* option_named(const std::vector<Option>& options, const std::string& word) {
  const auto found = std::find_if(options.begin(), options.end(), [&](const Option& option) {
    return word == "--" + option.name || (option.letter != '\0' && word == "-" + std::string(1, option.letter));
  });
  return found == options.end() ? nullptr : &*found;
}

void add(Completion& completion, const std::string& candidate, const std::string& begin) {
  auto& all = completion.candidates;
  if (candidate.starts_with(begin) && std::find(all.begin(), all.end(), candidate) == all.end()) all.push_back(candidate);
}

Completion of_value(const Option& option, const std::string& begin) {
  Completion completion;
  completion.offers = option.offers;
  for (const std::string& choice : option.choices) add(completion, choice, begin);
  return completion;
}

}  // namespace

Completion complete(const std::vector<Command>& commands, const std::vector<std::string>& words) {
  Completion completion;
  const std::string last = words.empty() ? "" : words.back();
  const std::vector<std::string> before(words.begin(), words.empty() ? words.end() : words.end() - 1);
  const Words separated =
      longest_match(separate(before), [&](const std::string& path) { return find(commands, path) != nullptr; });
  const Command* command = find(commands, join(separated.path, " "));
  if (command != nullptr) {
    const std::vector<Option> options = options_of(*command);
    const Option* previous = before.empty() ? nullptr : option_named(options, before.back());
    if (previous != nullptr && !previous->value.empty()) return of_value(*previous, last);
    for (const Option& option : options) {
      const bool used = std::find(before.begin(), before.end(), "--" + option.name) != before.end();
      if (!used || option.repeatable) add(completion, "--" + option.name, last);
    }
    if (command->takes_file && !last.starts_with('-')) completion.offers = Offers::files;
  }
  // The next word of a longer command: 'scan schedule' may go on with 'list'.
  const std::string known = separated.path.empty() ? "" : join(separated.path, " ") + " ";
  for (const Command& candidate : commands) {
    if (candidate.hidden || !candidate.path.starts_with(known) || candidate.path.size() <= known.size()) continue;
    add(completion, candidate.path.substr(known.size(), candidate.path.find(' ', known.size()) - known.size()), last);
  }
  if (separated.path.empty()) {
    add(completion, "--help", last);
    add(completion, "--version", last);
  }
  return completion;
}

}  // namespace mssp::cli
