#include <fmt/core.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "onboard/apply_parts.hpp"
#include "onboard/commands.hpp"
#include "onboard/difference.hpp"
#include "options.hpp"

namespace mssp::onboard {
namespace {

struct Options {
  std::string file;
  bool plan = false;
  bool prune = false;
};

Options read(const cli::Arguments& arguments) { return {arguments.text("file"), arguments.has("plan"), arguments.has("prune")}; }

struct Outcome {
  std::vector<Difference> differences;
};

// Thrown out of the transaction of --plan: what would be done is known, and nothing of it is kept.
struct Planned {};

std::string file_name(const std::string& file) { return file == "-" ? "standard input" : printable(file); }

// What is wrong with a thing of the file is told with its place; a flag it would have had is the file's mistake.
[[noreturn]] void place_error(const Error& error, const std::string& file, config::Place place) {
  const bool wording = error.code() == Code::usage || error.code() == Code::invalid_config;
  throw Error(wording ? Code::invalid_input : error.code(), fmt::format("{}:{}:{}: {}", file_name(file), place.line, place.column, error.message()),
              error.hint());
}

CustomerFile read_file(Context& context, const Options& options) {
  config::Problems problems(file_name(options.file));
  CustomerFile file = read_customer_file(context.input(options.file, largest_customer_file), problems);
  if (problems.empty()) return file;
  // 'config check' does not know this file, so every mistake is told here.
  std::vector<std::string> lines;
  std::string hint;
  for (const Error& each : problems.errors()) {
    lines.push_back(each.message());
    if (hint.empty()) hint = each.hint();
  }
  throw Error(Code::invalid_input, join(lines, "\n"), hint);
}

void carry_out(Context& context, const Options& options, const CustomerFile& file, Outcome& outcome) {
  outcome.differences.clear();  // a transaction that met another one is begun again
  const auto carry = [&](const Part& part) {
    const std::size_t before = context.audited().size();
    try {
      part.run(context);
    } catch (const Error& error) {
      place_error(error, options.file, part.place);
    }
    for (std::size_t i = before; i < context.audited().size(); ++i) {
      outcome.differences.push_back(difference(context.audited()[i], part.place.line));
    }
  };
  for (const Part& part : parts(file)) carry(part);
  if (!options.prune) return;
  for (const Part& part : pruning(context, file)) carry(part);
}

render::Object describe(const CustomerFile& file, const std::vector<Difference>& differences) {
  render::Array changes;
  for (const Difference& each : differences) changes.push_back(describe(each));
  return {{{"tenant", file.tenant.value.slug}, {"changes", std::move(changes)}}};
}

render::Result run(Context& context, const Options& options) {
  const CustomerFile file = read_file(context, options);
  Outcome outcome;
  try {
    context.change([&](db::Connection&) {
      carry_out(context, options, file, outcome);
      if (options.plan) throw Planned{};
      return true;
    });
  } catch (const Planned&) {
  }
  const std::vector<Difference>& all = outcome.differences;
  render::Object object = describe(file, all);
  if (options.plan) {
    object.members.push_back({"changed", !all.empty()});
    object.members.push_back({"applied", false});
    std::vector<std::string> lines;
    for (const Difference& each : all) lines.push_back(line(each));
    if (lines.empty()) lines.emplace_back("nothing to change");
    return {.answer = render::Record{.object = std::move(object), .lines = std::move(lines)}};
  }
  const std::string whose = "'" + file.tenant.value.slug + "'";
  return context.changed(all.empty() ? "nothing to change: " + whose + " is as " + file_name(options.file) + " has it"
                                     : "applied " + file_name(options.file) + " to " + whose + ": " + counts(all),
                         std::move(object), !all.empty());
}

}  // namespace

cli::Command apply() {
  return {.path = "onboard apply",
          .summary = "set up a customer as one file has it",
          .details =
              "Tenant, contract, checklist, SLA, staff, users, networks, schedules of scans and reports, services, devices and maintenance "
              "windows, in one "
              "transaction: all of it or nothing. Applied again it changes nothing. What stands in the store and not in the file "
              "stays, unless --prune is given: then users, networks, schedules and windows go of which the file has a list that does not name "
              "them. --plan shows what would be done: + is added, ~ is changed, - is removed.\n\n"
              "Each mistake is told as FILE:LINE:COLUMN.",
          .examples = {"synos-mssp onboard apply --file acme.yml --plan", "synos-mssp onboard apply -f acme.yml",
                       "synos-mssp onboard apply --file acme.yml --prune --dry-run"},
          .needs = {.store = true, .writes = true},
          .options = {[] {
                        cli::Option file = options::file();
                        file.letter = 'f';
                        return file;
                      }(),
                      {.name = "plan", .value = "", .help = "show what would be done, and keep nothing"},
                      {.name = "prune", .value = "", .help = "remove what the file's lists do not name"}},
          .takes_file = true,
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::onboard
