// The SQL of tickets.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "ticket/standing.hpp"
#include "ticket/ticket.hpp"

namespace mssp::ticket {

// Error{not_found} when there is none of that number.
Ticket get(db::Connection& store, std::int64_t number);

// Stores a new ticket with its first event; gives it with its id and number. To be called in a transaction.
Ticket open(db::Connection& store, const Ticket& ticket, const Entry& opened);

// Stores an event and the ticket's state after it.
void append(db::Connection& store, const Ticket& after, const Entry& entry);

struct Filter {
  std::optional<std::string> tenant;  // slug
  std::optional<Status> status;
};
std::vector<Ticket> list(db::Connection& store, const Filter& filter);  // by number

std::vector<Entry> entries(db::Connection& store, const Ticket& ticket);  // in their order

// The tickets of one tenant, or without an id of every active one, that can count in a period: opened before its end,
// and not ended before its beginning. By tenant id and number. Two statements, however many there are.
std::vector<History> histories(db::Connection& store, std::optional<std::int64_t> tenant_id, const Period& period);

// Of tickets that are not closed, newest first, for completion.
std::vector<std::string> handles(db::Connection& store);

}  // namespace mssp::ticket
