// The SQL of tickets: looked up, listed, and changed together with their events and clocks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "ticket/fresh_store.hpp"
#include "ticket/terms.hpp"
#include "ticket/ticket.hpp"

namespace mssp::ticket {

// Error{not_found} when there is none of that number.
Ticket get(db::Connection& store, std::int64_t number);

// A ticket as it is after new events. One without an id is new: its first event opens it.
struct Change {
  Ticket after;
  std::vector<Entry> entries;
};

// Stores tickets, events and clocks, and gives the tickets with ids and numbers; new ones are numbered in their order. A
// constant number of statements, however many there are. To be called in a transaction.
std::vector<Ticket> record(db::Connection& store, const std::vector<Change>& changes, const Promises& promises);

struct Filter {
  std::optional<std::string> tenant = {};  // slug
  std::optional<Status> status = {};
  std::optional<sla::Priority> priority = {};
  std::optional<std::string> analyst = {};   // handle
  std::optional<std::string> tag = {};
  std::optional<Instant> due_before = {};  // an open clock is due before
  bool at_risk = false;                    // an open clock is at risk, or
  bool breached = false;                   // is overdue

  bool asks_due() const { return due_before || at_risk || breached; }
};
struct Listed {
  Ticket ticket;
  std::optional<Instant> due_at;  // the earliest of its open clocks, absent while all of them are paused or stopped
};
// By number; when due times are asked for, by them. One statement; another one for due times while `fresh` has tickets,
// whose stored clocks do not count.
std::vector<Listed> list(db::Connection& store, const Filter& filter, const Fresh& fresh, Instant now);

std::vector<Entry> entries(db::Connection& store, const Ticket& ticket);  // in their order
std::vector<sla::ClockRecord> clocks_of(db::Connection& store, const Ticket& ticket);

// Numbers of the tickets that were merged into this one.
std::vector<std::int64_t> duplicates(db::Connection& store, const Ticket& ticket);

// Of tickets that are not closed, newest first, for completion.
std::vector<std::string> handles(db::Connection& store);

}  // namespace mssp::ticket
