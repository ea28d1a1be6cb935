#include "onboard/onboarding.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::onboard {
namespace {

constexpr std::array<std::string_view, 5> state_names{"waiting", "open", "satisfied", "done", "waived"};

std::string quoted(const std::vector<std::string>& steps) {
  std::vector<std::string> all;
  for (const std::string& step : steps) all.push_back("'" + step + "'");
  return join(all, ", ");
}

std::string flags(const Onboarding& onboarding) {
  std::string all = "--tenant " + onboarding.tenant;
  if (onboarding.checklist.name != "customer") all += " --checklist " + onboarding.checklist.name;
  if (!onboarding.device.empty()) all += " --device " + onboarding.device;
  return all;
}

render::Value or_null(const std::string& text) { return text.empty() ? render::Value() : render::Value(text); }

}  // namespace

std::string_view name(EventKind kind) { return kind == EventKind::done ? "done" : "waived"; }

std::optional<EventKind> parse_event_kind(std::string_view text) {
  for (const EventKind kind : {EventKind::done, EventKind::waived}) {
    if (name(kind) == text) return kind;
  }
  return std::nullopt;
}

std::string_view name(State state) { return state_names.at(static_cast<std::size_t>(state)); }

std::string Onboarding::subject() const {
  const std::string of = "tenant '" + tenant + "'";
  return device.empty() ? of : "device '" + device + "' of " + of;
}

std::string Onboarding::object() const {
  return "onboarding " + tenant + " " + checklist.name + (device.empty() ? "" : " " + device);
}

std::vector<StepStanding> standing(const Onboarding& onboarding, const Facts& facts) {
  std::vector<StepStanding> all;
  std::map<std::string, bool> is_finished;
  for (const config::ChecklistStep& step : onboarding.checklist.steps) {
    StepStanding each{.step = step, .state = State::open, .waits_for = {}, .fact_holds = {}, .last = {}};
    for (const Event& event : onboarding.events) {
      if (event.step == step.step) each.last = event;
    }
    if (!step.fact.empty()) each.fact_holds = facts.contains(step.fact);
    for (const std::string& earlier : step.after) {
      if (!is_finished[earlier]) each.waits_for.push_back(earlier);
    }
    if (each.last) {
      each.state = each.last->kind == EventKind::done ? State::done : State::waived;
    } else if (each.fact_holds.value_or(false) && step.evidence == config::Evidence::none) {
      each.state = State::satisfied;
    } else if (!each.waits_for.empty()) {
      each.state = State::waiting;
    }
    is_finished[step.step] = finished(each.state);
    all.push_back(std::move(each));
  }
  return all;
}

std::vector<std::string> open_steps(const std::vector<StepStanding>& steps) {
  std::vector<std::string> open;
  for (const StepStanding& each : steps) {
    if (!finished(each.state)) open.push_back(each.step.step);
  }
  return open;
}

const StepStanding& step_named(const Onboarding& onboarding, const std::vector<StepStanding>& steps, const std::string& name) {
  std::vector<std::string> known;
  for (const StepStanding& each : steps) {
    if (each.step.step == name) return each;
    known.push_back(each.step.step);
  }
  std::string hint = did_you_mean(name, known);
  if (hint.empty()) hint = "its steps are " + join(known, ", ");
  throw Error(Code::not_found, fmt::format("the checklist '{}' of {} has no step '{}'", onboarding.checklist.name, onboarding.subject(), printable(name)),
              hint);
}

std::string evidence_form(config::Evidence evidence) {
  switch (evidence) {
    case config::Evidence::none:
      return "";
    case config::Evidence::report:
      return "report:HANDLE";
    case config::Evidence::output:
      return "output:FILE";
    case config::Evidence::ticket:
      return "ticket:NUMBER";
    case config::Evidence::any:
    case config::Evidence::file:
      break;
  }
  return "file:FILE";
}

std::string remedy(const Onboarding& onboarding, const config::ChecklistStep& step) {
  const config::KnownFact* fact = config::find_fact(step.fact);
  if (fact == nullptr) return {};
  std::string command(fact->remedy);
  const auto put = [&](std::string_view place, const std::string& value) {
    if (const std::size_t at = command.find(place); at != std::string::npos) command.replace(at, place.size(), value);
  };
  put("{}", onboarding.tenant);
  if (!onboarding.device.empty()) put("--device DEVICE", "--device " + onboarding.device);
  return "synos-mssp " + command;
}

void require_doable(const Onboarding& onboarding, const StepStanding& standing, const std::string& evidence) {
  const config::ChecklistStep& step = standing.step;
  const std::string what = fmt::format("step '{}' of {}", step.step, onboarding.subject());
  if (!standing.waits_for.empty()) {
    throw Error(Code::conflict, fmt::format("{} waits for {}", what, quoted(standing.waits_for)),
                fmt::format("'synos-mssp onboard next {}' shows what can be done", flags(onboarding)));
  }
  if (standing.fact_holds && !*standing.fact_holds) {
    throw Error(Code::conflict, fmt::format("{} is not done: it is not so that {}", what, config::find_fact(step.fact)->holds),
                "e.g. '" + remedy(onboarding, step) + "'");
  }
  const std::string wanted(config::name(step.evidence));
  if (step.evidence == config::Evidence::none) {
    if (evidence.empty()) return;
    throw Error(Code::conflict, fmt::format("{} takes no evidence: the program sees by itself that it is done", what), "leave --evidence out");
  }
  const bool any = step.evidence == config::Evidence::any;
  const std::string hint = "give --evidence " + evidence_form(step.evidence);
  if (evidence.empty()) throw Error(Code::conflict, fmt::format("{} needs evidence", what), hint);
  if (!any && evidence != wanted) {
    throw Error(Code::conflict, fmt::format("{} needs evidence of the kind '{}', not '{}'", what, wanted, evidence), hint);
  }
}

void require_other(const std::string& approver, const std::string& login) {
  if (approver != login) return;
  throw Error(Code::denied, fmt::format("'{0}' cannot approve what '{0}' does", printable(login)), "name somebody else with --approver");
}

render::Object describe(const Onboarding& onboarding) {
  return {{{"tenant", onboarding.tenant},
           {"checklist", onboarding.checklist.name},
           {"device", or_null(onboarding.device)},
           {"title", onboarding.checklist.title},
           {"version", onboarding.checklist.version},
           {"sha256", onboarding.sha256},
           {"gates", onboarding.checklist.gates},
           {"started_at", onboarding.started_at},
           {"started_by", onboarding.started_by}}};
}

render::Object describe(const Event& event) {
  return {{{"step", event.step},
           {"kind", name(event.kind)},
           {"at", event.at},
           {"by", event.login},
           {"evidence", or_null(event.proof.kind)},
           {"reference", or_null(event.proof.reference)},
           {"sha256", or_null(event.proof.sha256)},
           {"size", event.proof.size},
           {"reason", or_null(event.reason)},
           {"approver", or_null(event.approver)}}};
}

}  // namespace mssp::onboard
