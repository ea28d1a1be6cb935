#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "onboard/chosen.hpp"
#include "onboard/commands.hpp"
#include "onboard/evidence.hpp"
#include "render/json.hpp"

namespace mssp::onboard {
namespace {

struct Options {
  Chosen chosen;
  std::string step;
  Shown shown;
  std::string reason;    // of a waiver
  std::string approver;  // of a waiver
};

Options read_done(const cli::Arguments& arguments) {
  return {chosen(arguments), *arguments.slug("step"), shown_evidence(arguments), {}, {}};
}

Options read_waive(const cli::Arguments& arguments) {
  return {chosen(arguments), *arguments.slug("step"), {}, arguments.text("reason"), *arguments.handle("approver")};
}

struct Outcome {
  Onboarding onboarding;
  StepStanding step;  // as it stands afterwards
  std::size_t open = 0;
  bool changed = false;
};

bool same(const Event& one, const Event& other) {
  return one.kind == other.kind && one.proof == other.proof && one.reason == other.reason && one.approver == other.approver;
}

// Appends the event unless the last one of the step says so already.
Outcome record(Context& context, db::Connection& store, const Options& options, Current& found, Event event) {
  StepStanding step = step_named(found.onboarding, found.steps, options.step);
  const bool changed = !step.last || !same(*step.last, event);
  if (changed) {
    append(store, found.onboarding, event);
    const std::string before = step.last ? render::json_line(describe(*step.last)) : "";
    context.audit({{found.tenant.slug, found.onboarding.object() + " " + step.step.step, before, render::json_line(describe(event))}});
    found.onboarding.events.push_back(std::move(event));
  }
  found = current(store, options.chosen, context.now());
  return {found.onboarding, step_named(found.onboarding, found.steps, options.step), open_steps(found.steps).size(), changed};
}

Event event_of(Context& context, const Options& options, EventKind kind, Proof proof) {
  return {.position = 0,
          .step = options.step,
          .kind = kind,
          .at = context.now(),
          .login = context.actor().login,
          .proof = std::move(proof),
          .reason = options.reason,
          .approver = options.approver};
}

render::Result answer(Context& context, const Outcome& outcome, const std::string& word) {
  std::string note = "step '" + outcome.step.step.step + "' of " + outcome.onboarding.subject() + (outcome.changed ? " is " : " is already ") + word;
  if (outcome.changed && outcome.open == 0) note += "; the checklist '" + outcome.onboarding.checklist.name + "' is finished";
  if (outcome.changed && outcome.open > 0) note += "; " + counted(outcome.open, "step") + (outcome.open == 1 ? " is open" : " are open");
  return context.changed(note, describe(outcome.onboarding, outcome.step), outcome.changed);
}

render::Result run_done(Context& context, const Options& options) {
  const Outcome outcome = context.change([&](db::Connection& store) {
    Current found = current(store, options.chosen, context.now());
    const StepStanding& step = step_named(found.onboarding, found.steps, options.step);
    require_doable(found.onboarding, step, options.shown.kind);
    Proof proof{.kind = "fact", .reference = step.step.fact, .sha256 = {}, .size = {}, .content = {}};
    if (!options.shown.kind.empty()) proof = proof_of(context, options.shown, found.tenant.slug);
    return record(context, store, options, found, event_of(context, options, EventKind::done, std::move(proof)));
  });
  return answer(context, outcome, "done");
}

render::Result run_waive(Context& context, const Options& options) {
  require_other(options.approver, context.actor().login);
  const Outcome outcome = context.change([&](db::Connection& store) {
    Current found = current(store, options.chosen, context.now());
    const StepStanding& step = step_named(found.onboarding, found.steps, options.step);
    if (step.state == State::done || step.state == State::satisfied) {
      throw Error(Code::conflict, "step '" + options.step + "' of " + found.onboarding.subject() + " is " + std::string(name(step.state)) + ": there is nothing to waive");
    }
    return record(context, store, options, found, event_of(context, options, EventKind::waived, {}));
  });
  return answer(context, outcome, "waived");
}

cli::Option step_option() { return {.name = "step", .value = "STEP", .help = "the step, as 'onboard status' shows it", .required = true}; }

}  // namespace

cli::Command done() {
  return {.path = "onboard done",
          .summary = "record that a step is done, with what shows it",
          .details = "Steps that come first have to be finished. Of a file its name, size and SHA-256 are kept, of a command's "
                     "output also the text, up to 64 KiB; a report has to be whole, and a report or ticket the tenant's own. What "
                     "the program can see by itself needs no evidence, and is refused while it is not so. Recorded again with other "
                     "evidence, both stay in the history and the later one counts.",
          .examples = {"synos-mssp onboard done --tenant acme-corp --step agreements --evidence file:msa.pdf",
                       "synos-mssp onboard done --tenant acme-corp --step sla",
                       "synos-mssp onboard done --tenant acme-corp --device pc-17 --step record --evidence ticket:T-12"},
          .needs = {.store = true, .writes = true},
          .options = chosen_options({step_option(),
                                     {.name = "evidence", .value = "KIND:VALUE",
                                      .help = "file:FILE, report:HANDLE, output:FILE (- is standard input) or ticket:NUMBER"}}),
          .prepare = cli::steps(read_done, run_done)};
}

cli::Command waive() {
  return {.path = "onboard waive",
          .summary = "let a step go, with a reason and somebody's approval",
          .details = "Whoever approves it is another person than who records it.",
          .examples = {"synos-mssp onboard waive --tenant acme-corp --step training --reason \"they know the portal\" --approver jane.roe"},
          .needs = {.store = true, .writes = true},
          .options = chosen_options({step_option(),
                                     {.name = "reason", .value = "TEXT", .help = "why it is not done", .required = true},
                                     {.name = "approver", .value = "HANDLE", .help = "who approved it; not who records it", .required = true}}),
          .prepare = cli::steps(read_waive, run_waive)};
}

}  // namespace mssp::onboard
