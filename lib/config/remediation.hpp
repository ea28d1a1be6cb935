// remediation.yml: within how many days findings are to be repaired, for everyone and for single tenants.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "config/problems.hpp"

namespace mssp::config {

struct Folder;

// Days by severity; empty means no deadline.
struct RepairDays {
  std::optional<int> critical = 7;
  std::optional<int> high = 30;
  std::optional<int> medium = 90;
  std::optional<int> low = 120;
  std::optional<int> info;
  int known_exploited = 14;  // at most, for what names a CVE of the KEV catalogue; as CISA's BOD 22-01 asks for new ones
};

struct Remediation {
  RepairDays standard;
  std::map<std::string, RepairDays, std::less<>> tenants;  // by slug
  std::map<std::string, Place, std::less<>> places;        // where each of them is named

  const RepairDays& of(std::string_view tenant) const;
};

Remediation read_remediation(std::string_view text, Problems& problems);

// The file of the folder, or what is built in. Error{invalid_config} for its first mistake.
Remediation load_remediation(const Folder& folder);

}  // namespace mssp::config
