// Which checklist of whom the commands of onboarding are about.
#pragma once

#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "onboard/onboarding_store.hpp"
#include "tenant/tenant.hpp"

namespace mssp::onboard {

struct Chosen {
  std::string tenant;
  std::string checklist;
  std::string device;  // empty: the tenant itself
};
Chosen chosen(const cli::Arguments& arguments);

// --tenant, --checklist and --device, before `others`.
std::vector<cli::Option> chosen_options(std::vector<cli::Option> others = {});

// A checklist with its steps as they stand. Two more statements than get().
struct Current {
  tenant::Tenant tenant;
  Onboarding onboarding;
  std::vector<StepStanding> steps;
};
// Error{not_found}; Error{conflict} when the tenant is archived.
Current current(db::Connection& store, const Chosen& chosen, Instant now);

// A step as `onboard status` shows it.
render::Object describe(const Onboarding& onboarding, const StepStanding& step);

}  // namespace mssp::onboard
