// Which occurrences of scan schedules nobody has taken yet.
#pragma once

#include <string_view>
#include <tuple>
#include <vector>

#include "scan/run_store.hpp"
#include "schedule/due.hpp"
#include "schedule/plan.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::scan {

// An occurrence of one schedule for one tenant that has no row yet. Points into what owed() was given.
struct Owed {
  const schedule::Applied* schedule = nullptr;
  const tenant::Tenant* tenant = nullptr;
  schedule::Due due;

  auto rank() const { return std::tuple(due.at, std::string_view(tenant->slug), schedule->id); }
};

// Everything that is owed up to `until`, the earliest first. One statement.
std::vector<Owed> owed(db::Connection& store, const std::vector<schedule::Applied>& schedules,
                       const std::vector<tenant::Listed>& tenants, Instant until);

}  // namespace mssp::scan
