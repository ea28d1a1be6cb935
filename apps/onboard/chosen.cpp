#include "onboard/chosen.hpp"

#include "base/text.hpp"
#include "options.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::onboard {

Chosen chosen(const cli::Arguments& arguments) {
  Chosen out{*arguments.slug("tenant"), {}, {}};
  out.device = arguments.handle("device").value_or("");
  out.checklist = arguments.slug("checklist").value_or(out.device.empty() ? "customer" : "device");
  return out;
}

std::vector<cli::Option> chosen_options(std::vector<cli::Option> others) {
  std::vector<cli::Option> all{
      options::tenant(),
      {.name = "checklist", .value = "NAME", .help = "a checklist of onboarding.yml; default is customer, or device with --device"},
      {.name = "device", .value = "NAME", .help = "the device it is about"}};
  all.insert(all.end(), others.begin(), others.end());
  return all;
}

Current current(db::Connection& store, const Chosen& chosen, Instant now) {
  Current out;
  out.tenant = tenant::get(store, chosen.tenant);
  tenant::require_open(out.tenant);
  out.onboarding = get(store, out.tenant, chosen.checklist, chosen.device);
  const FactsOf held = facts(store, out.tenant.id, now);
  const auto found = held.find({out.tenant.id, chosen.device});
  out.steps = standing(out.onboarding, found == held.end() ? Facts{} : found->second);
  return out;
}

render::Object describe(const Onboarding& onboarding, const StepStanding& standing) {
  const auto or_null = [](const std::string& text) { return text.empty() ? render::Value() : render::Value(text); };
  const config::ChecklistStep& step = standing.step;
  render::Object object{{{"tenant", onboarding.tenant},
                         {"checklist", onboarding.checklist.name},
                         {"version", onboarding.checklist.version},
                         {"device", or_null(onboarding.device)},
                         {"step", step.step},
                         {"stage", or_null(step.stage)},
                         {"title", step.title},
                         {"owner", step.owner},
                         {"state", name(standing.state)},
                         {"waits_for", render::Array(standing.waits_for.begin(), standing.waits_for.end())},
                         {"needs", config::name(step.evidence)},
                         {"fact", or_null(step.fact)},
                         {"fact_holds", standing.fact_holds},
                         {"output", or_null(step.output)}}};
  const bool recorded = standing.last.has_value();
  object.members.push_back({"at", recorded ? render::Value(standing.last->at) : render::Value()});
  object.members.push_back({"by", recorded ? render::Value(standing.last->login) : render::Value()});
  object.members.push_back({"evidence", recorded ? or_null(standing.last->proof.kind) : render::Value()});
  object.members.push_back({"reference", recorded ? or_null(standing.last->proof.reference) : render::Value()});
  object.members.push_back({"sha256", recorded ? or_null(standing.last->proof.sha256) : render::Value()});
  object.members.push_back({"reason", recorded ? or_null(standing.last->reason) : render::Value()});
  object.members.push_back({"approver", recorded ? or_null(standing.last->approver) : render::Value()});
  return object;
}

}  // namespace mssp::onboard
