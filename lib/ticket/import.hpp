// Tickets of another system, or of another store, from JSON Lines with every event or from CSV with the times that matter.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tenant/tenant.hpp"
#include "ticket/terms.hpp"
#include "ticket/ticket_store.hpp"

namespace mssp::ticket {

struct Imported {
  std::size_t line = 0;
  Change change;  // a new ticket
  std::vector<std::string> tags;
};

// What an import is checked against.
struct Known {
  std::map<std::string, tenant::Tenant> tenants;  // by slug
  Promises promises;                              // of them
  std::set<std::string> analysts;                 // handles
  // By tenant id: references of imported tickets, and identity_of() of every ticket.
  std::map<std::int64_t, std::set<std::string>> references;
  std::set<std::string> identities;
  std::string author;  // who imports, where the file does not say who recorded an event
  Instant now;
};

// What tells that a line is a ticket of this very store, which an export brought back: tenant, handle and opening.
std::string identity_of(const std::string& tenant, const std::string& handle, Instant opened_at);

// One line a ticket, in their order; `untouched` counts those that are there already: of the same tenant and reference,
// or of the same identity. JSON Lines when the text begins with '{':
//
//   {"tenant", "reference", "subject", "priority", "analyst", "tags": [...], "events": [{"at", "kind", "actor",
//    "is_public", "author", "message", "detail", "priority", "clock"}, ...]}
//
// as 'ticket export' writes it; further keys of that are read over. Without a reference the handle is one. CSV has the
// columns tenant, reference, subject, priority, analyst, tags, opened_at, responded_at, resolved_at and closed_at. Times
// without an offset are in the tenant's zone. Policy versions are those that were in force here.
// Error{invalid_input} with "FILE:LINE: ..." for every mistake.
std::vector<Imported> read_import(std::string_view text, const std::string& file, const Known& known, std::size_t& untouched);

}  // namespace mssp::ticket
