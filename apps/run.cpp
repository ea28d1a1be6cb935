#include "run.hpp"

#include <algorithm>
#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/complete.hpp"
#include "cli/help.hpp"
#include "cli/parse.hpp"
#include "commands.hpp"
#include "complete.hpp"
#include "context.hpp"
#include "render/json.hpp"
#include "render/table.hpp"
#include "version.hpp"
#include "world/file.hpp"

namespace mssp {
namespace {

constexpr int internal_error = 70;
constexpr int broken_pipe = 128 + 13;

bool styled(const world::World& world, const world::Output& stream, const cli::Arguments& arguments) {
  return stream.is_terminal() && world.variable("NO_COLOR").empty() && world.variable("TERM") != "dumb" &&
         !arguments.has("no-color");
}

std::string format_of(const cli::Command& command, const cli::Arguments& arguments, const world::World& world) {
  // 'report generate' has a --format of its own, for documents; only its json asks for a JSON answer too.
  const auto flag = arguments.optional_text("format");
  if (flag && (!command.formats.empty() || *flag == "json")) return *flag;
  std::string variable = world.variable("SYNOS_MSSP_FORMAT");
  if (variable.empty()) return "table";
  for (const char* known : {"table", "json", "csv"}) {
    if (variable == known) return variable;
  }
  throw Error(Code::usage, "SYNOS_MSSP_FORMAT must be one of table, json, csv, not '" + printable(variable) + "'",
              command.path.empty() ? "" : "or use --format");
}

std::string rendered(const render::Result& result, const std::string& format, bool style) {
  if (format == "json") return render::json(result);
  if (format == "csv") return render::csv(result);
  return render::table(result, style);
}

void deliver(world::World& world, const std::optional<std::string>& target, const std::string& bytes) {
  if (!target || *target == "-") {
    world.out.write(bytes);
    world.out.flush();
    return;
  }
  const std::filesystem::path path = world.at(*target);
  std::error_code failure;
  const bool special = std::filesystem::exists(path, failure) && !std::filesystem::is_regular_file(path, failure);
  if (special) {
    world::write_through(path, bytes);
  } else {
    world::write_atomically(path, bytes);
  }
}

// Asks before a destructive command, on a terminal only: a script has said what it wants by calling it.
void confirm(world::World& world, const cli::Command& command, const cli::Arguments& arguments) {
  const bool asks = command.needs.destructive && world.input_is_terminal && world.err.is_terminal();
  if (!asks || arguments.has("yes") || arguments.has("dry-run")) return;
  world.err.write("synos-mssp: '" + command.path + "' cannot be undone. Go on? [y/N] ");
  world.err.flush();
  const std::string answer = lower_ascii(trim(world.read_line()));
  if (answer != "y" && answer != "yes") throw Error(Code::failed, "not confirmed: nothing was changed");
}

int run_command(const cli::Command& command, const std::vector<std::string>& words, world::World& world) {
  const cli::Arguments arguments = cli::parse(command, words);
  if (arguments.has("help")) {
    deliver(world, std::nullopt, cli::command_help(command, world.columns));
    return 0;
  }
  const std::string format = format_of(command, arguments, world);
  const std::optional<std::string> output = arguments.optional_text("output");
  const cli::Job job = command.prepare(arguments);
  confirm(world, command, arguments);
  Context context(world, command, arguments);
  const render::Result result = job(context);
  const bool style = (!output || *output == "-") && styled(world, world.out, arguments);
  const std::string bytes = rendered(result, format, style);
  if (!bytes.empty() || output) deliver(world, output, bytes);
  if (!arguments.has("quiet")) {
    for (const std::string& note : context.take_notes()) world.err.write("synos-mssp: " + note + "\n");
    for (const std::string& note : result.notes) world.err.write("synos-mssp: " + note + "\n");
    world.err.flush();
  }
  return result.status;
}

int dispatch(const std::vector<std::string>& words, world::World& world) {
  if (!words.empty() && words[0] == "__complete") {
    deliver(world, std::nullopt, complete(world, {words.begin() + 1, words.end()}));
    return 0;
  }
  const cli::Words separated = cli::separate(words);
  const auto has = [&](std::string_view flag) {
    return std::find(separated.rest.begin(), separated.rest.end(), flag) != separated.rest.end();
  };
  const bool help = has("--help") || has("-h");
  if (separated.path.empty()) {
    if (has("--version")) {
      deliver(world, std::nullopt, "synos-mssp " + std::string(version()) + "\n");
      return 0;
    }
    if (help) {
      deliver(world, std::nullopt, cli::program_help(commands(), world.columns));
      return 0;
    }
    if (!separated.rest.empty()) {
      throw Error(Code::usage, "no command in front of '" + printable(separated.rest.front()) + "'",
                  "'synos-mssp --help' lists all commands");
    }
    world.err.write(cli::program_help(commands(), world.columns));
    return exit_status(Code::usage);
  }
  const Entry* meant = nullptr;
  const cli::Words matched = cli::longest_match(separated, [&](const std::string& path) {
    for (const Entry& entry : command_table()) {
      if (entry.path == path) meant = &entry;
    }
    return meant != nullptr;
  });
  if (meant != nullptr) return run_command(meant->make(), matched.rest, world);
  const std::string usage = cli::noun_help(commands(), join(separated.path, " "));
  if (usage.empty()) cli::refuse_path(commands(), separated.path);
  if (help) {
    deliver(world, std::nullopt, usage);
    return 0;
  }
  world.err.write(usage);
  return exit_status(Code::usage);
}

bool wants_json(const std::vector<std::string>& words, const world::World& world) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--format=json" || (words[i] == "--format" && i + 1 < words.size() && words[i + 1] == "json")) return true;
  }
  return world.variable("SYNOS_MSSP_FORMAT") == "json";
}

void report(const Error& error, bool as_json, world::World& world) {
  // A file's mistakes are a line each; any other newline comes from hostile text and is shown escaped.
  for (const std::string_view line : split(error.message(), '\n')) {
    world.err.write("synos-mssp: " + printable(line) + "\n");
  }
  if (!error.hint().empty()) world.err.write("  " + printable(error.hint()) + "\n");
  if (!as_json) return;
  const render::Value hint = error.hint().empty() ? render::Value() : render::Value(error.hint());
  const render::Object object{{{"code", name(error.code())}, {"message", error.message()}, {"hint", hint}}};
  world.err.write(render::json_line(render::Object{{{"error", object}}}) + "\n");
}

}  // namespace

int run(const std::vector<std::string>& words, world::World& world) {
  int status = internal_error;
  try {
    try {
      status = dispatch(words, world);
    } catch (const Error& error) {
      status = exit_status(error.code());
      report(error, wants_json(words, world), world);
    } catch (const std::exception& bug) {
      world.err.write("synos-mssp: internal error: " + printable(bug.what()) + "\n  please report it with the command you ran\n");
    }
    world.err.flush();
  } catch (const world::BrokenPipe&) {
    status = broken_pipe;
  } catch (const Error&) {
    // Standard error itself is gone: the status is all that is left to tell.
    if (status == 0) status = exit_status(Code::failed);
  }
  return status;
}

}  // namespace mssp
