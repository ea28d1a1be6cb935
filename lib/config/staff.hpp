// staff.yml: the weights by which a tenant's load on the staff is counted.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings.hpp"

namespace mssp::config {

// load(tenant) = tier weight + seats, assets, open tickets by priority and age, open critical findings, each times its
// weight; an analyst carries a share of it by role. Weights are thousandths of an hour of work a week, the unit of an
// analyst's capacity: whole numbers, so that a plan is the same on every machine.
struct Workload {
  std::map<std::string, std::int64_t> tier{{"enterprise", 12'000}, {"professional", 4'000}, {"starter", 1'000}};
  std::int64_t other_tier = 4'000;        // a tier that `tier` does not name
  std::int64_t seat = 20;
  std::int64_t asset = 10;
  std::array<std::int64_t, 4> ticket{4'000, 2'000, 1'000, 500};  // an open ticket of P1..P4
  std::int64_t ticket_day = 100;          // and for each day it has been open
  std::int64_t critical_finding = 500;
  std::int64_t primary_share = 1'000;     // thousandths
  std::int64_t secondary_share = 300;
  std::map<std::string, std::vector<std::string>> skills;  // by tier: what its tenants require; sorted
  std::vector<Entry> entries;             // every value, in the order above

  std::int64_t tier_weight(const std::string& name) const;
};

// An empty text gives the built-in weights. A tier named in the file replaces or joins the built-in ones.
Workload read_workload(std::string_view text, Problems& problems);

}  // namespace mssp::config
