// The schedules of scan-schedule.yml beside the tenants they name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/schedules.hpp"
#include "context.hpp"
#include "tenant/tenant.hpp"

namespace mssp::scan {

struct Wanted {
  std::vector<config::ScheduleFile> schedules;  // in the order of the file, then those of customers' own files
  std::vector<tenant::Tenant> tenants;          // all but purged ones, by slug

  // The tenants for which a schedule runs: those it names that are active.
  std::vector<const tenant::Tenant*> tenants_of(const config::ScheduleFile& schedule) const;
};

// Reads both and checks each against the other: Error{invalid_config} "FILE:LINE:COLUMN: no tenant 'x'". With `only`, the
// schedules that name this tenant or all; Error{not_found} when there is no such tenant.
Wanted wanted(Context& context, const std::optional<std::string>& only);

}  // namespace mssp::scan
