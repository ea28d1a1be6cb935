// onboarding.yml: the checklists by which customers and devices are taken on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/problems.hpp"

namespace mssp::config {

// What has to be shown when a step is done. none: the tool sees by itself that it is; any: one of those that follow.
enum class Evidence { none, any, file, report, output, ticket };
std::string_view name(Evidence evidence);
std::optional<Evidence> parse_evidence(std::string_view word);

// What the tool can see by itself, of a tenant or of a device.
struct KnownFact {
  std::string_view name;
  bool of_device;
  std::string_view holds;   // "an SLA of its own is in force"
  std::string_view remedy;  // the command that makes it so, with {} in place of the flags that name its subject
};
const std::vector<KnownFact>& known_facts();
const KnownFact* find_fact(std::string_view name);  // null when there is none

struct ChecklistStep {
  std::string step;   // a slug, once in a checklist
  std::string stage;  // may be empty
  std::string title;
  std::string owner;  // a role such as msp-admin, tech, customer, primary, secondary; or an analyst's handle
  std::vector<std::string> after;  // steps that stand earlier
  Evidence evidence = Evidence::any;
  std::string fact;    // of known_facts(); may be empty
  std::string output;  // what comes of it; may be empty
};

struct Checklist {
  std::string name;  // a slug
  int version = 1;
  std::string title;
  bool of_device = false;
  bool gates = false;  // a tenant is not active before it is finished; never of devices
  std::vector<ChecklistStep> steps;
  int line = 0;
};

inline constexpr std::size_t most_steps = 100;

// A name stands once.
std::vector<Checklist> read_onboarding(std::string_view text, Problems& problems);

// Those of the installed file, which is compiled in: the guide's five stages and the runbook's eight steps.
std::vector<Checklist> built_in_checklists();

// The SHA-256 of everything a checklist says: two of the same version may still differ.
std::string fingerprint(const Checklist& checklist);

}  // namespace mssp::config
