// Figures of clocks at an instant, counted in SQL from the stored clocks; only tickets whose stored clocks cannot answer
// for that instant are replayed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "tenant/tenant.hpp"
#include "ticket/refresh_store.hpp"
#include "ticket/standing.hpp"

namespace mssp::ticket {

// A period of the tenants of one zone.
struct Span {
  std::string timezone;
  Period period;
};

class ClockFigures {
 public:
  // Of one tenant, or of every active one. `as_of` may lie before `now`, at which the store is read: a ticket that has
  // changed since is replayed up to it. Four statements.
  ClockFigures(db::Connection& store, std::optional<std::int64_t> tenant_id, const Promises& promises, Instant as_of,
               Instant now);

  // By tenant id, for each span: the rows of clock_rows(). One statement for a hundred spans.
  std::map<std::int64_t, std::vector<std::vector<sla::ClockRow>>> rows(const std::vector<Span>& spans) const;

  // By tenant id: the clocks that somebody has to look after, the most urgent first; and those that run and are due by
  // `due_by`. One statement.
  std::map<std::int64_t, std::vector<TicketClock>> attention(const std::optional<Instant>& due_by = {}) const;

  // Of the tickets replayed because a calendar has other rules than when their clocks were stored.
  const std::vector<std::string>& changed_calendars() const { return stale_.calendars; }

 private:
  struct ReplayedClock {
    std::int64_t tenant_id;
    std::string timezone;
    TicketClock clock;
  };

  std::string counting(std::size_t number, const Span& span, const std::string& now, db::Values& arguments) const;

  db::Connection& store_;
  std::optional<std::int64_t> tenant_id_;
  const Promises& promises_;
  Instant as_of_;
  Stale stale_;
  Selection replayed_;
  std::vector<ReplayedClock> clocks_;
};

struct Wanted {
  tenant::Tenant tenant;
  Period period;
};

// The standing of each, in the order given: one tenant, or all active ones. A constant number of statements.
// `changed_calendars` is filled as above.
std::vector<Standing> standings(db::Connection& store, const std::vector<Wanted>& wanted, bool all, const Promises& promises,
                                Instant as_of, Instant now, std::vector<std::string>& changed_calendars);

// How many tickets of a tenant were opened and resolved in each period. Two statements.
struct Activity {
  std::int64_t opened = 0;
  std::int64_t resolved = 0;
};
std::vector<Activity> activity(db::Connection& store, std::int64_t tenant_id, const std::vector<Period>& periods);

}  // namespace mssp::ticket
