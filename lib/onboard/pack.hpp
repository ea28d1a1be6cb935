// The proposal and the welcome pack of a customer, as models that the views of reports print.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "config/tiers.hpp"
#include "onboard/onboarding.hpp"
#include "report/model.hpp"
#include "sla/policy.hpp"
#include "tenant/contract.hpp"
#include "tenant/tenant.hpp"
#include "user/user.hpp"

namespace mssp::onboard {

struct Person {
  std::string handle;
  std::string name;  // may be empty
};

struct StandingOrder {
  std::string what;  // "Monthly Executive Report"
  std::string when;  // "monthly, day 1 at 06:00"
  std::optional<Instant> next;
  std::string to;    // who gets it
};

// Everything that the packs tell of.
struct PackFacts {
  tenant::Tenant tenant;
  config::Organization organization;
  std::vector<config::Tier> tiers;  // the newest version of each, in the file's order
  sla::Policy policy;               // in force, or what would hold
  std::optional<tenant::Contract> contract;
  std::vector<Person> primary;      // who hold the role now: one, or none
  std::vector<Person> backups;
  std::vector<user::Membership> users;
  std::vector<std::string> networks;        // that may be scanned
  std::vector<StandingOrder> scans;
  std::vector<StandingOrder> reports;
  std::vector<std::string> windows;         // maintenance windows in words
  std::vector<std::string> services;        // that are watched
  std::vector<config::ChecklistStep> plan;  // of the customer checklist: the one begun, or the one that would be
  std::vector<StepStanding> steps;          // as they stand; none: it was not started
  Facts facts;                              // that hold
  report::Brand brand;
  Instant at;
};

// Scope, pricing of all tiers with the tenant's marked, service levels, the way to go on; valid until `until`.
report::Model proposal(const PackFacts& facts, Instant until);

// Contacts and escalation path, service levels, window, report schedule, portal users, deliverables, what happens next.
report::Model welcome(const PackFacts& facts);

// "500.00 USD"; "on request" when each customer's is agreed. Minor units are hundredths, as in tiers.yml.
std::string price_text(const std::optional<config::Price>& price);

}  // namespace mssp::onboard
