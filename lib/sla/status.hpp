// The figures of `sla status`: compliance of clocks and uptime of services over a period.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/instant.hpp"
#include "base/parse.hpp"
#include "sla/clock.hpp"

namespace mssp::sla {

// Clocks of one kind, priority and target. A clock is decided once: when its due time passes while it is open, else
// when it stops. met, missed and voided count the clocks decided in the period; an open clock whose due time passed in
// the period is among the missed, and open_breached tells how many of them are still open. open counts the undecided
// clocks that started before the end of the period, at_risk those of them that are at risk.
struct ClockRow {
  ClockKind kind = ClockKind::response;
  Priority priority = Priority::p4;
  Seconds target{};
  std::int64_t met = 0;
  std::int64_t missed = 0;
  std::int64_t voided = 0;
  std::int64_t open = 0;
  std::int64_t at_risk = 0;
  std::int64_t open_breached = 0;

  // met / (met + missed), floored to thousandths of a percent: never 100 unless nothing was missed. Absent when 0/0.
  std::optional<Percent> compliance() const;
};

// `clocks` as they stand at the instant for which clocks() was asked. Rows in the order of kind, priority and target;
// those with nothing to count are left out.
std::vector<ClockRow> clock_rows(const std::vector<Clock>& clocks, Period period);

// part / whole, floored; absent when the whole is 0. Needs 0 <= part <= whole.
std::optional<Percent> share(std::int64_t part, std::int64_t whole);

// What is known of a service; any order, intervals may overlap and stick out of the period.
struct ServiceRecord {
  std::vector<Period> maintenance;  // agreed beforehand
  std::vector<Period> outages;
  std::vector<Period> unknown;  // times without data
};

// With P the period up to now, M agreed maintenance, D outages outside M and U unknown time outside M and D:
//   percent = (P - M - D - U) / (P - M), floored: unknown time is never up. Without U this is (P - M - D) / (P - M)
//   budget  = (1 - target) * (whole period - its M), floored to seconds: 99.9 % of 30 days is 43 min 12 s
//   budget left = budget - D, negative when overspent; unknown time is no proof of an outage and spends none
struct Uptime {
  Percent target;
  std::optional<Percent> percent;  // absent when nothing but maintenance has passed
  Seconds downtime{};
  Seconds maintenance{};  // up to now
  Seconds unknown{};
  Seconds budget_left{};
  bool kept = true;  // percent, before it was floored, is not below the target
};

Uptime uptime(const ServiceRecord& record, Period period, Instant now, Percent target);

}  // namespace mssp::sla
