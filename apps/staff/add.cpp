#include "base/error.hpp"
#include "context.hpp"
#include "render/json.hpp"
#include "staff/commands.hpp"
#include "staff/staff_store.hpp"
#include "tenant/tenant.hpp"

namespace mssp::staff {
namespace {

struct Options {
  std::string analyst;
  std::optional<std::string> name;
  std::optional<std::int64_t> capacity;
  std::optional<std::vector<std::string>> skills;
  bool if_not_exists = false;
};

Options read_common(const cli::Arguments& arguments) {
  Options options;
  options.analyst = *arguments.handle("analyst");
  if (const auto name = arguments.optional_text("name")) options.name = tenant::checked_name(*name);
  if (const auto hours = arguments.integer("capacity", 1, most_hours)) options.capacity = *hours * hour;
  if (arguments.has("skills")) options.skills = checked_skills(arguments.texts("skills"));
  return options;
}

Options read_add(const cli::Arguments& arguments) {
  Options options = read_common(arguments);
  options.if_not_exists = arguments.has("if-not-exists");
  return options;
}

Options read_set(const cli::Arguments& arguments) {
  Options options = read_common(arguments);
  if (!options.name && !options.capacity && !options.skills) {
    throw Error(Code::usage, "nothing to set", "give one of --name, --capacity, --skills");
  }
  return options;
}

void take(const Options& options, Analyst& analyst) {
  if (options.name) analyst.name = *options.name;
  if (options.capacity) analyst.capacity = *options.capacity;
  if (options.skills) analyst.skills = *options.skills;
}

std::string hours(const Analyst& analyst) { return std::to_string(analyst.capacity / hour) + " h a week"; }

render::Result run_add(Context& context, const Options& options) {
  const auto [analyst, added] = context.change([&](db::Connection& store) {
    if (options.if_not_exists) {
      if (auto found = find(store, options.analyst)) return std::pair(std::move(*found), false);
    }
    Analyst made;
    made.handle = options.analyst;
    made.created_at = context.now();
    take(options, made);
    insert(store, made);
    context.audit({{"", "analyst " + made.handle, "", render::json_line(describe(made))}});
    return std::pair(std::move(made), true);
  });
  return context.changed(added ? "added analyst '" + analyst.handle + "' with " + hours(analyst)
                               : "analyst '" + analyst.handle + "' exists already",
                         describe(analyst), added);
}

render::Result run_set(Context& context, const Options& options) {
  const auto [analyst, changed] = context.change([&](db::Connection& store) {
    Analyst now = get(store, options.analyst);
    const std::string before = render::json_line(describe(now));
    take(options, now);
    const std::string after = render::json_line(describe(now));
    if (after != before) {
      update(store, now);
      context.audit({{"", "analyst " + now.handle, before, after}});
    }
    return std::pair(std::move(now), after != before);
  });
  return context.changed(changed ? "changed analyst '" + analyst.handle + "'" : "analyst '" + analyst.handle + "' is so already",
                         describe(analyst), changed);
}

std::vector<cli::Option> fields() {
  return {analyst_option(),
          {.name = "name", .value = "NAME", .help = "the person's name"},
          {.name = "capacity", .value = "HOURS", .help = "hours of work a week, 1 to 168; a new analyst has 40"},
          {.name = "skills", .value = "LIST", .help = "what the person can do, separated by commas; replaces the list",
           .repeatable = true}};
}

}  // namespace

cli::Command add() {
  auto options = fields();
  options.push_back({.name = "if-not-exists", .value = "", .help = "accept one that is there already, and leave it as it is"});
  return {.path = "staff add",
          .summary = "add an analyst",
          .examples = {"synos-mssp staff add --analyst jane.roe --name \"Jane Roe\" --capacity 32 --skills forensics,azure"},
          .needs = {.store = true, .writes = true},
          .options = std::move(options),
          .prepare = cli::steps(read_add, run_add)};
}

cli::Command set() {
  return {.path = "staff set",
          .summary = "change an analyst's name, hours or skills",
          .examples = {"synos-mssp staff set --analyst jane.roe --capacity 40"},
          .needs = {.store = true, .writes = true},
          .options = fields(),
          .prepare = cli::steps(read_set, run_set)};
}

}  // namespace mssp::staff
