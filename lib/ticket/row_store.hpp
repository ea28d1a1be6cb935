// How rows of tickets and events are read, for the stores that select them.
#pragma once

#include <string_view>

#include "db/connection.hpp"
#include "ticket/ticket.hpp"

namespace mssp::ticket {

// SELECT of a ticket k with its tenant t and analyst a, without a condition.
extern const std::string_view ticket_select;
Ticket ticket_of(const db::Row& row);

// The columns of an event e, and their reading.
extern const std::string_view event_columns;
sla::Event event_of(const db::Row& row, std::size_t first);

}  // namespace mssp::ticket
