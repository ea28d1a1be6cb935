// A command as a row of data: from it come parsing, help, suggestions, completion and the checks of the manual pages.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "render/value.hpp"

namespace mssp {
class Context;  // what a command may use; apps/context.hpp
}

namespace mssp::cli {

class Arguments;

// What shell completion offers for the value of an option.
enum class Offers { nothing, files, tenants, tenants_or_all, analysts, tickets, tiers, users, calendars, mails };

struct Option {
  std::string name;           // without the leading --
  std::string value;          // what --help shows for the value ("SLUG"); empty for a switch
  std::string help;           // one sentence, lower case, no full stop
  bool required = false;
  bool repeatable = false;
  char letter = '\0';         // a short form
  std::vector<std::string> choices = {};
  Offers offers = Offers::nothing;
};

// What run.cpp has to have ready before the command runs.
struct Needs {
  bool store = false;        // an open store
  bool writes = false;       // ... for changes: brings --dry-run and --reason
  bool destructive = false;  // asks on a terminal: brings --yes
  bool as_of = false;        // reads past states: brings --as-of
};

// Conversion of the arguments comes first and fails with a usage error; what it returns does the work. Nothing is
// opened in between, so a typo never touches the store.
using Job = std::function<render::Result(Context&)>;

struct Command {
  std::string path;         // "tenant create"
  std::string summary = {};  // one line, lower case, no full stop
  std::string details = {};  // paragraphs; may be empty
  std::vector<std::string> examples = {};
  Needs needs = {};
  std::vector<Option> options = {};
  std::vector<std::string> formats = {"table", "json", "csv"};  // of --format; empty: the command has no --format
  bool takes_file = false;  // a last bare word stands for --file
  bool hidden = false;
  std::function<Job(const Arguments&)> prepare = {};
};

// Joins the two steps of a command: `read` makes its options struct, `run` does the work.
template <class Options>
std::function<Job(const Arguments&)> steps(Options (*read)(const Arguments&),
                                           render::Result (*run)(Context&, const Options&)) {
  return [read, run](const Arguments& arguments) -> Job {
    return [options = read(arguments), run](Context& context) { return run(context, options); };
  };
}

}  // namespace mssp::cli
