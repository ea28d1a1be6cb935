// The patch policy that holds for one device, field by field with where it comes from.
#pragma once

#include <string>
#include <vector>

#include "config/patch_policy.hpp"
#include "schedule/recurrence.hpp"

namespace mssp::patch {

template <class T>
struct Field {
  T value{};
  std::string origin;  // "built-in", "/etc/synos/mssp/patch-policy.yml:12, of group 'servers'", "agreed 2025-09-01T08:00:00Z, of ..."
};

struct Policy {
  Field<config::Recurrence> os_updates;
  Field<config::Recurrence> third_party;
  Field<config::Recurrence> signatures;
  Field<config::Recurrence> scripts;
  Field<std::vector<std::string>> tasks;
  Field<Seconds> window_length;
  Field<config::Reboot> reboot;
  Field<Seconds> reboot_grace;
  Field<Seconds> critical_within;
  Field<Seconds> retry;
  Field<Seconds> seen_within;
  Field<config::Approval> approval;
};

// The narrowest policy that says a field wins: of the device, of its group, of the tenant, the file's default, built in.
// `group` and `device` may be empty; `file` is the path as the user knows it.
Policy effective(const config::PatchPolicies& all, const std::string& tenant, const std::string& group, const std::string& device,
                 const std::string& file);

// One field for people and answers: its name, its value in words, its origin.
struct Shown {
  std::string field;
  std::string value;
  std::string origin;
};
std::vector<Shown> shown(const Policy& policy);

}  // namespace mssp::patch
