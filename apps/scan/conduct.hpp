// Carries out one run that is claimed: starts the scanner, keeps the lease, imports the result and records the end.
#pragma once

#include <string>
#include <vector>

#include "config/profiles.hpp"
#include "config/tiers.hpp"
#include "context.hpp"
#include "scan/run.hpp"
#include "scan/scope.hpp"
#include "tenant/tenant.hpp"

namespace mssp::scan {

struct Order {
  Run run;  // as it was inserted
  config::Profile profile;
  Targets targets;  // none for a scanner of the own machine
};

// The profile of that name. Error{not_found} with the nearest name.
const config::Profile& require_profile(const std::vector<config::Profile>& profiles, const std::string& name);

// What a scan with this profile looks at: as targets() has it for nmap; nothing for a scanner of the own machine, where
// `wanted` is an Error{usage}.
Targets targets_for(db::Connection& store, const tenant::Tenant& tenant, const config::Profile& profile,
                    const std::vector<Network>& wanted, Instant now);

// The command line of a run, without the files that only exist while it runs.
std::vector<std::string> shown_command(const Order& order);

// Gives the run as it ended; it throws only when the store cannot be written. What fails is the run's detail. An
// Interruption has to exist; a pending one ends the run as cancelled.
Run conduct(Context& context, const std::vector<config::Tier>& tiers, const Order& order);

}  // namespace mssp::scan
