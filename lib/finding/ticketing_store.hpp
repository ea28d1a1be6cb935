// The SQL between findings and tickets: what is dealt with already, which ticket takes more, and which are settled.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.hpp"
#include "db/connection.hpp"
#include "finding/ticketing.hpp"
#include "ticket/ticket.hpp"

namespace mssp::finding {

// The handles, of these findings, that are on a ticket which is worked on, or on one that was resolved or closed after
// they were last seen; of a merged ticket the other one counts. One that was seen again since then needs a ticket again.
std::set<std::string> on_tickets(db::Connection& store, const std::vector<Finding>& findings);

// The tickets that were made of findings and are worked on, by what they are about; the oldest of each subject.
std::map<Subject, ticket::Ticket> tickets_by_subject(db::Connection& store, Per per);

// A ticket that was made of a group, or takes it.
struct Linked {
  ticket::Ticket ticket;
  const Group& group;
  bool is_new = false;
};
// Keeps which findings and assets the tickets are about. A constant number of statements.
void link(db::Connection& store, const std::vector<Linked>& linked);

// Numbers of the tickets a finding is on, oldest first.
std::vector<std::int64_t> tickets_of(db::Connection& store, const std::string& handle);

// A ticket that is worked on, of whose findings none is open at `now`.
struct Settled {
  ticket::Ticket ticket;
  std::int64_t fixed = 0;
  std::int64_t findings = 0;
};
// Of them those of which a scan of this scanner fixed a finding at `now`, and those that one of these findings is on.
std::vector<Settled> settled_by(db::Connection& store, std::int64_t tenant_id, const std::string& scanner, Instant now);
std::vector<Settled> settled_with(db::Connection& store, const std::vector<std::string>& handles, Instant now);

}  // namespace mssp::finding
