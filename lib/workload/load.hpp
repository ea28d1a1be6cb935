// How much work a tenant is (model.md, "Staff and workload").
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "config/staff.hpp"
#include "staff/staff.hpp"

namespace mssp::workload {

// What is counted of a tenant that work is done for: one that is onboarding, active or being offboarded.
struct Measured {
  std::string tenant;
  std::string tier;
  bool active = false;
  std::int64_t seats = 0;
  std::int64_t assets = 0;
  std::int64_t critical_findings = 0;          // open
  std::array<std::int64_t, 4> tickets{};       // open, of P1..P4
  std::int64_t ticket_days = 0;                // whole days these have been open, added up
};

// Thousandths of an hour a week; at most a million hours, beyond which no plan would differ.
std::int64_t load(const Measured& measured, const config::Workload& weights);

// Where a load comes from: how many there are of what, and what each and all of them add. The tier is one.
struct LoadLine {
  std::string what;
  std::int64_t count = 0;
  std::int64_t each = 0;
  std::int64_t load = 0;
};
std::vector<LoadLine> load_lines(const Measured& measured, const config::Workload& weights);

// What of it falls on who has the role.
std::int64_t share(std::int64_t load, staff::Role role, const config::Workload& weights);

}  // namespace mssp::workload
