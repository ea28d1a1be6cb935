// The figures of each day as they were written down, and their SQL: trends are made of them and never computed anew.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/parse.hpp"
#include "db/connection.hpp"

namespace mssp::sla {

// How a tenant stood at the end of a local day, from the first of its month on.
struct Snapshot {
  std::string day;  // "2025-09-30"
  std::int64_t met = 0;
  std::int64_t missed = 0;
  std::int64_t voided = 0;
  std::int64_t open = 0;
  std::int64_t open_breached = 0;
  struct Time {
    Seconds promised{};
    Seconds up{};
    Seconds downtime{};
    Seconds unknown{};
  };
  std::optional<Time> services;  // all together; absent when none was watched

  std::optional<Percent> compliance() const;
  std::optional<Percent> uptime() const;
};

// Of the tenants given by id those that have no snapshot of that day, in their order. One statement.
struct Wanted {
  std::int64_t tenant_id = 0;
  std::string day;
};
std::vector<Wanted> missing(db::Connection& store, const std::vector<Wanted>& wanted);

struct Taken {
  std::int64_t tenant_id = 0;
  Snapshot snapshot;
};
// One statement.
void insert(db::Connection& store, const std::vector<Taken>& taken, Instant now);

// The last snapshot of each month from `first` to `last`, absent where there is none. One statement.
std::vector<std::optional<Snapshot>> by_month(db::Connection& store, std::int64_t tenant_id, Month first, Month last);

}  // namespace mssp::sla
