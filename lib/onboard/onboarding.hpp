// A checklist that was started for a tenant or one of its devices: which steps are done, which may be done, and what each
// asks for.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "config/onboarding.hpp"
#include "render/value.hpp"

namespace mssp::onboard {

enum class EventKind { done, waived };
std::string_view name(EventKind kind);
std::optional<EventKind> parse_event_kind(std::string_view text);

// What was shown when a step was done.
struct Proof {
  std::string kind;       // file, report, output, ticket; fact: the program saw it; empty: a waiver
  std::string reference;  // name of the file, handle of the report or ticket, the fact
  std::string sha256;     // of the file, of the report's figures, or of the output
  std::optional<std::int64_t> size;  // bytes of the file or output
  std::string content;    // of the output

  friend bool operator==(const Proof&, const Proof&) = default;
};

struct Event {
  std::int64_t position = 0;
  std::string step;
  EventKind kind = EventKind::done;
  Instant at;
  std::string login;
  Proof proof;
  std::string reason;    // of a waiver
  std::string approver;  // of a waiver
};

struct Onboarding {
  std::int64_t id = 0;
  std::int64_t tenant_id = 0;
  std::string tenant;           // slug
  std::string device;           // name; empty: the tenant itself
  config::Checklist checklist;  // as it was when this began; its line is 0
  std::string sha256;           // fingerprint of the checklist
  Instant started_at;
  std::string started_by;
  std::vector<Event> events;    // in their order

  std::string subject() const;  // "tenant 'acme-corp'", "device 'pc-1' of tenant 'acme-corp'"
  std::string object() const;   // of the audit trail: "onboarding acme-corp customer"
};

// Facts that hold for the subject of one checklist, by name.
using Facts = std::set<std::string, std::less<>>;

// satisfied: nobody recorded it, but the program sees that it is so, and it asks for no evidence.
enum class State { waiting, open, satisfied, done, waived };
std::string_view name(State state);
inline bool finished(State state) { return state != State::waiting && state != State::open; }

struct StepStanding {
  config::ChecklistStep step;
  State state = State::open;
  std::vector<std::string> waits_for;  // steps that are not finished
  std::optional<bool> fact_holds;      // absent: it has no fact
  std::optional<Event> last;
};

// The steps in their order.
std::vector<StepStanding> standing(const Onboarding& onboarding, const Facts& facts);
std::vector<std::string> open_steps(const std::vector<StepStanding>& steps);

// The step of that name. Error{not_found} with the nearest.
const StepStanding& step_named(const Onboarding& onboarding, const std::vector<StepStanding>& steps, const std::string& name);

// Error{conflict} when steps that come first are not finished, naming them; when the step's fact does not hold, with the
// command that makes it so; when evidence of another kind, or some at all, is asked for.
void require_doable(const Onboarding& onboarding, const StepStanding& step, const std::string& evidence);

// Error{denied} when somebody approves what the same person does.
void require_other(const std::string& approver, const std::string& login);

// How evidence is given: "file:FILE"; of any kind the usual one; empty when none is asked for.
std::string evidence_form(config::Evidence evidence);

// The command that makes a fact so, for a hint; empty when the step has no fact.
std::string remedy(const Onboarding& onboarding, const config::ChecklistStep& step);

render::Object describe(const Onboarding& onboarding);
render::Object describe(const Event& event);

}  // namespace mssp::onboard
