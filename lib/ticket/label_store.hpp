// The SQL of what hangs on a ticket: tags, and the assets and findings it is about.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "db/connection.hpp"
#include "ticket/ticket.hpp"

namespace mssp::ticket {

std::vector<std::string> tags_of(db::Connection& store, const Ticket& ticket);  // sorted
// Of all tickets, or of one tenant's: by ticket id.
std::map<std::int64_t, std::vector<std::string>> all_tags(db::Connection& store, const std::optional<std::string>& tenant);

// Tags that the ticket must not have yet, and such that it has. One statement.
void add_tags(db::Connection& store, const Ticket& ticket, const std::vector<std::string>& tags);
void remove_tags(db::Connection& store, const Ticket& ticket, const std::vector<std::string>& tags);

// An asset or a finding.
struct Thing {
  std::string_view table;   // ticket_asset or ticket_finding
  std::string_view column;  // asset_id or finding_id
  std::int64_t id = 0;
};
// Error{not_found} when the ticket's tenant has none of that address or handle.
Thing asset(db::Connection& store, const Ticket& ticket, const std::string& address);
Thing finding(db::Connection& store, const Ticket& ticket, const std::string& handle);

// False when nothing changed.
bool link(db::Connection& store, const Ticket& ticket, const Thing& thing);
bool unlink(db::Connection& store, const Ticket& ticket, const Thing& thing);

struct Links {
  std::vector<std::string> assets;    // addresses, sorted
  std::vector<std::string> findings;  // handles, sorted
};
Links links_of(db::Connection& store, const Ticket& ticket);

}  // namespace mssp::ticket
