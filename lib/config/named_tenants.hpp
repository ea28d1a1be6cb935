// The tenants that configuration files name, to be compared with those there are: a misspelt one changes nothing, silently.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "config/problems.hpp"

namespace mssp::config {

struct Folder;
struct Remediation;
struct ScheduleFile;

struct NamedTenant {
  std::string file;  // as messages name it
  Place place;
  std::string slug;
};

// In the order of the file; 'all' is no tenant.
std::vector<NamedTenant> named_tenants(const Folder& folder, const Remediation& remediation);
std::vector<NamedTenant> named_tenants(const Folder& folder, const std::vector<ScheduleFile>& schedules);

// Of scan-schedule.yml, remediation.yml and patch-policy.yml, as far as they can be read.
std::vector<NamedTenant> named_tenants(const Folder& folder);

// Error{invalid_config, "FILE:LINE:COLUMN: no tenant 'x'"} with the nearest slug, for each that is not among `slugs`.
std::vector<Error> unknown_tenants(const std::vector<NamedTenant>& named, const std::vector<std::string>& slugs);

}  // namespace mssp::config
