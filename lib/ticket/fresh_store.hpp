// Clocks for readers while calendars.yml has changed: what refresh() would store, computed and not kept.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "ticket/terms.hpp"

namespace mssp::ticket {

struct Recomputed {
  Ticket ticket;
  std::vector<sla::ClockRecord> clocks;

  const sla::ClockRecord* find(const sla::ClockName& name) const;
};

struct Fresh {
  std::vector<std::string> calendars;            // that have other rules than when clocks were stored
  std::map<std::int64_t, Recomputed> tickets = {};  // by ticket id: those whose stored clocks do not hold any more
};

// Of one tenant, or of all that `promises` know. One statement when nothing has changed, else four.
Fresh fresh(db::Connection& store, const Promises& promises, std::optional<std::int64_t> tenant_id, Instant now);

}  // namespace mssp::ticket
