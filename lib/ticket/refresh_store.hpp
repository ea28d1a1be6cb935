// Keeps the stored clocks that run in step with calendars.yml: due times move when somebody adds a holiday.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "ticket/clock_store.hpp"
#include "ticket/terms.hpp"

namespace mssp::ticket {

// What the stored clocks lack, compared with the calendars of the file.
struct Stale {
  std::vector<std::string> calendars;  // whose rules are others than those the running clocks were computed by
  bool unfilled = false;               // a store from before clocks were stored: some tickets may have none
  bool any() const { return unfilled || !calendars.empty(); }
};
Stale stale(db::Connection& store, const sla::Calendars& calendars);

// Tickets that must be replayed: of stale calendars, not filled, or, when `since` is given, changed after it.
// Parameters are $1 and on. The condition is "false" when there can be none.
Selection replayed_tickets(const Stale& stale, std::optional<Instant> since);

// Computes the clocks of the stale tickets anew; what was decided or overdue by `now` stays. Also remembers the rules of
// calendars that are new. To be called in a transaction, before anything else is done with tickets. Gives how many
// tickets were computed. A constant number of statements, and one when nothing is stale.
std::size_t refresh(db::Connection& store, const Promises& promises, Instant now);

// Compares every ticket's stored clocks with a replay of its events, but for what was decided before its calendar
// changed: that is frozen. Gives the numbers that differ.
struct Comparison {
  std::size_t tickets = 0;
  std::size_t clocks = 0;
  std::size_t frozen = 0;  // clocks that differ only because they were decided by earlier rules
  std::vector<std::int64_t> differing;
};
Comparison compare(db::Connection& store, const Promises& promises);

// Stores the replayed clocks of these tickets, but for what is frozen.
void rebuild(db::Connection& store, const Promises& promises, const std::vector<std::int64_t>& numbers);

}  // namespace mssp::ticket
