// How a checklist stands, and what each step asks for.
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "onboard/onboarding.hpp"

using namespace mssp;
using namespace mssp::onboard;
using config::Evidence;

namespace {

config::ChecklistStep step(const std::string& name, std::vector<std::string> after, Evidence evidence, const std::string& fact = "") {
  return {.step = name, .stage = "", .title = name, .owner = "tech", .after = std::move(after), .evidence = evidence, .fact = fact, .output = ""};
}

Onboarding sample() {
  Onboarding onboarding;
  onboarding.tenant = "acme-corp";
  onboarding.checklist.name = "customer";
  onboarding.checklist.steps = {step("call", {}, Evidence::any), step("sla", {"call"}, Evidence::none, "sla"),
                                step("msa", {"call"}, Evidence::file), step("kickoff", {"sla", "msa"}, Evidence::ticket, "users")};
  return onboarding;
}

Event event(const std::string& name, EventKind kind) {
  return {.position = 1, .step = name, .kind = kind, .at = instant(0), .login = "ann", .proof = {}, .reason = "", .approver = ""};
}

std::vector<std::string> states(const Onboarding& onboarding, const Facts& facts) {
  std::vector<std::string> all;
  for (const StepStanding& each : standing(onboarding, facts)) all.emplace_back(name(each.state));
  return all;
}

Error refusal(const Onboarding& onboarding, const Facts& facts, const std::string& name, const std::string& evidence) {
  const auto steps = standing(onboarding, facts);
  try {
    require_doable(onboarding, step_named(onboarding, steps, name), evidence);
  } catch (const Error& error) {
    return error;
  }
  return Error(Code::failed, "not refused");
}

}  // namespace

TEST_CASE("a step waits for those before it, and a fact satisfies one without evidence") {
  Onboarding onboarding = sample();
  using States = std::vector<std::string>;
  CHECK(states(onboarding, {}) == States{"open", "waiting", "waiting", "waiting"});
  CHECK(states(onboarding, {"sla"}) == States{"open", "satisfied", "waiting", "waiting"});
  onboarding.events = {event("call", EventKind::done)};
  CHECK(states(onboarding, {}) == States{"done", "open", "open", "waiting"});
  onboarding.events.push_back(event("msa", EventKind::waived));
  CHECK(states(onboarding, {"sla"}) == States{"done", "satisfied", "waived", "open"});
  CHECK(open_steps(standing(onboarding, {"sla"})) == States{"kickoff"});
  // A fact beside evidence satisfies nothing by itself.
  CHECK(states(onboarding, {"sla", "users"}) == States{"done", "satisfied", "waived", "open"});
  onboarding.events.push_back(event("kickoff", EventKind::done));
  CHECK(open_steps(standing(onboarding, {"sla"})).empty());
  // The later event of a step counts.
  onboarding.events.push_back(event("msa", EventKind::done));
  CHECK(states(onboarding, {"sla"}) == States{"done", "satisfied", "done", "done"});
}

TEST_CASE("what a step asks for is said when it is not there") {
  Onboarding onboarding = sample();
  CHECK(refusal(onboarding, {}, "msa", "file").message() == "step 'msa' of tenant 'acme-corp' waits for 'call'");
  CHECK(refusal(onboarding, {}, "call", "").message() == "step 'call' of tenant 'acme-corp' needs evidence");
  CHECK(refusal(onboarding, {}, "call", "report").message() == "not refused");
  onboarding.events = {event("call", EventKind::done)};
  CHECK(refusal(onboarding, {}, "msa", "ticket").hint() == "give --evidence file:FILE");
  CHECK(refusal(onboarding, {}, "msa", "file").message() == "not refused");
  const Error no_sla = refusal(onboarding, {}, "sla", "");
  CHECK(no_sla.code() == Code::conflict);
  CHECK(no_sla.message() == "step 'sla' of tenant 'acme-corp' is not done: it is not so that the tenant has an SLA of its own");
  CHECK(no_sla.hint().find("synos-mssp sla set --tenant acme-corp") != std::string::npos);
  CHECK(refusal(onboarding, {"sla"}, "sla", "").message() == "not refused");
  CHECK(refusal(onboarding, {"sla"}, "sla", "file").hint() == "leave --evidence out");
  onboarding.events.push_back(event("msa", EventKind::done));
  // Both the fact and the evidence.
  CHECK(refusal(onboarding, {"sla"}, "kickoff", "ticket").message().find("it is not so that the tenant has an admin") != std::string::npos);
  CHECK(refusal(onboarding, {"sla", "users"}, "kickoff", "").message().find("needs evidence") != std::string::npos);
  CHECK(refusal(onboarding, {"sla", "users"}, "kickoff", "ticket").message() == "not refused");
}

TEST_CASE("nobody approves what he does himself") {
  CHECK_THROWS_AS(require_other("ann", "ann"), Error);
  CHECK_NOTHROW(require_other("bob", "ann"));
}

TEST_CASE("a checklist's fingerprint tells every change") {
  config::Checklist one = sample().checklist;
  const std::string before = config::fingerprint(one);
  CHECK(config::fingerprint(sample().checklist) == before);
  one.version = 7;  // a number alone changes nothing that is asked for
  CHECK(config::fingerprint(one) == before);
  one.steps[1].after = {};
  CHECK(config::fingerprint(one) != before);
  one = sample().checklist;
  one.steps[0].step = "cal";
  one.steps[0].stage = "l";  // the same bytes in a row
  CHECK(config::fingerprint(one) != before);
}
