// The SQL of stored clocks: what follows from the events, kept so that figures need no replay.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "db/connection.hpp"
#include "sla/clock.hpp"
#include "ticket/ticket.hpp"

namespace mssp::ticket {

// A condition on ticket k of tenant t, with its parameters from $1 on.
struct Selection {
  std::string where;
  db::Values arguments;
};

// The tickets of a tenant that are neither resolved nor closed.
Selection open_tickets(std::int64_t tenant_id);

// The tickets selected with their events, and their stored clocks by ticket id. Two statements and one. By tenant id and
// number.
std::vector<History> histories(db::Connection& store, const Selection& selection);
std::map<std::int64_t, std::vector<sla::ClockRecord>> stored_clocks(db::Connection& store, const Selection& selection);

// The columns of ticket_clock c as clock_of() reads them, and that reading.
extern const std::string_view clock_columns;
sla::ClockRecord clock_of(const db::Row& row, std::size_t first);

// Takes the place of all stored clocks of these tickets. A constant number of statements.
struct OwnedClocks {
  std::int64_t tenant_id = 0;
  std::int64_t ticket_id = 0;
  std::vector<sla::ClockRecord> clocks;
};
void replace(db::Connection& store, const std::vector<OwnedClocks>& all);

}  // namespace mssp::ticket
