#include "base/text.hpp"
#include "context.hpp"
#include "onboard/chosen.hpp"
#include "onboard/commands.hpp"
#include "options.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::onboard {
namespace {

constexpr int unfinished_status = 10;

struct Options {
  std::optional<std::string> tenant;
  std::optional<std::string> checklist;
  std::optional<std::string> device;
  bool check = false;
};

Options read(const cli::Arguments& arguments) {
  return {arguments.slug("tenant"), arguments.slug("checklist"), arguments.handle("device"), arguments.has("check")};
}

struct Line {
  Onboarding onboarding;
  std::vector<StepStanding> steps;
};

// Of one tenant every checklist, of all those that are not finished. Five statements, however many there are.
std::vector<Line> lines(Context& context, const Options& options) {
  db::Connection& store = context.store();
  std::optional<std::int64_t> tenant_id;
  if (options.tenant) tenant_id = tenant::get(store, *options.tenant).id;
  const FactsOf held = facts(store, tenant_id, context.now());
  std::vector<Line> all;
  for (Onboarding& each : list(store, tenant_id)) {
    if (options.checklist && each.checklist.name != *options.checklist) continue;
    if (options.device && each.device != *options.device) continue;
    const auto found = held.find({each.tenant_id, each.device});
    std::vector<StepStanding> steps = standing(each, found == held.end() ? Facts{} : found->second);
    if (!options.tenant && open_steps(steps).empty()) continue;
    all.push_back({std::move(each), std::move(steps)});
  }
  return all;
}

std::string summary(const Line& line) {
  const std::size_t open = open_steps(line.steps).size();
  const std::string progress = std::to_string(line.steps.size() - open) + " of " + counted(line.steps.size(), "step");
  std::string note = "checklist '" + line.onboarding.checklist.name + "' of " + line.onboarding.subject() + ": " + progress + " finished";
  for (const StepStanding& each : line.steps) {
    if (each.state == State::done && each.fact_holds && !*each.fact_holds) {
      note += "; '" + each.step.step + "' was done, but it is no longer so that " + std::string(config::find_fact(each.step.fact)->holds);
    }
  }
  return note;
}

render::Result run_status(Context& context, const Options& options) {
  render::List answer{.columns = {{"tenant", options.tenant ? "" : "TENANT"}, {"checklist", "CHECKLIST"}, {"version", ""},
                                  {"device", "DEVICE"}, {"step", "STEP"}, {"stage", ""}, {"title", "TITLE"}, {"owner", "OWNER"},
                                  {"state", "STATE"}, {"waits_for", "WAITS FOR"}, {"needs", "NEEDS"}, {"fact", ""}, {"fact_holds", ""},
                                  {"output", ""}, {"at", "AT"}, {"by", "BY"}, {"evidence", ""}, {"reference", "EVIDENCE"}, {"sha256", ""},
                                  {"reason", ""}, {"approver", ""}},
                      .rows = {},
                      .when_empty = "no checklist was started"};
  render::Result result;
  bool unfinished = false;
  for (const Line& line : lines(context, options)) {
    for (const StepStanding& step : line.steps) {
      std::vector<render::Value> row;
      for (render::Member& member : describe(line.onboarding, step).members) row.push_back(std::move(member.value));
      answer.rows.push_back(std::move(row));
    }
    unfinished = unfinished || !open_steps(line.steps).empty();
    result.notes.push_back(summary(line));
  }
  if (!options.tenant) answer.when_empty = "no checklist is unfinished";
  result.answer = std::move(answer);
  if (options.check && unfinished) result.status = unfinished_status;
  return result;
}

// What deals with a step.
std::string command_for(const Onboarding& onboarding, const StepStanding& standing) {
  if (standing.fact_holds && !*standing.fact_holds) return remedy(onboarding, standing.step);
  std::string command = "synos-mssp onboard done --tenant " + onboarding.tenant;
  if (onboarding.checklist.name != "customer" && onboarding.checklist.name != "device") command += " --checklist " + onboarding.checklist.name;
  if (!onboarding.device.empty()) command += " --device " + onboarding.device;
  command += " --step " + standing.step.step;
  if (standing.step.evidence != config::Evidence::none) command += " --evidence " + evidence_form(standing.step.evidence);
  return command;
}

render::Result run_next(Context& context, const Options& options) {
  render::List answer{.columns = {{"tenant", "TENANT"}, {"checklist", ""}, {"device", "DEVICE"}, {"step", "STEP"}, {"title", "TITLE"},
                                  {"owner", "OWNER"}, {"since", "SINCE"}, {"command", "COMMAND"}},
                      .rows = {},
                      .when_empty = "nothing is to be done"};
  for (const Line& line : lines(context, options)) {
    for (const StepStanding& step : line.steps) {
      if (step.state != State::open) continue;
      // Since the last of the steps before it was recorded, or the checklist began.
      Instant since = line.onboarding.started_at;
      for (const Event& event : line.onboarding.events) {
        const auto& earlier = step.step.after;
        if (std::find(earlier.begin(), earlier.end(), event.step) != earlier.end()) since = std::max(since, event.at);
      }
      answer.rows.push_back({line.onboarding.tenant, line.onboarding.checklist.name,
                             line.onboarding.device.empty() ? render::Value() : render::Value(line.onboarding.device), step.step.step,
                             step.step.title, step.step.owner, since, command_for(line.onboarding, step)});
    }
  }
  return {.answer = std::move(answer)};
}

std::vector<cli::Option> filters() {
  return {options::tenant(false),
          {.name = "checklist", .value = "NAME", .help = "only this checklist"},
          {.name = "device", .value = "NAME", .help = "only this device's"}};
}

}  // namespace

cli::Command status() {
  auto options = filters();
  options.push_back({.name = "check", .value = "", .help = "exit 10 when a checklist is not finished"});
  return {.path = "onboard status",
          .summary = "show the steps of checklists and how each stands",
          .details = "Of one tenant every checklist, without --tenant those that are not finished. A step is waiting for others, "
                     "open, satisfied (the program sees that it is so), done, or waived.",
          .examples = {"synos-mssp onboard status --tenant acme-corp", "synos-mssp onboard status --check --quiet"},
          .needs = {.store = true},
          .options = std::move(options),
          .prepare = cli::steps(read, run_status)};
}

cli::Command next() {
  return {.path = "onboard next",
          .summary = "show what can be done now, by whom, and with which command",
          .examples = {"synos-mssp onboard next", "synos-mssp onboard next --tenant acme-corp --format json"},
          .needs = {.store = true},
          .options = filters(),
          .prepare = cli::steps(read, run_next)};
}

}  // namespace mssp::onboard
