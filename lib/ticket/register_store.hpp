// The register of breaches, and the alerts that go out once for each clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/connection.hpp"
#include "ticket/fresh_store.hpp"
#include "ticket/terms.hpp"

namespace mssp::ticket {

// A clock that was missed or voided, with the last that was said of it.
struct Breach {
  std::string tenant;  // slug
  std::int64_t number = 0;
  std::string subject;
  sla::Clock clock;            // as it stands now
  sla::ClockName name;
  bool excused = false;
  std::string reason;          // of the excuse or the voiding, else empty
  std::string approver;        // of a voiding
};

// Those decided in the period, of one tenant or of every active one, by due time. Two statements. Clocks of
// `fresh` take the place of those stored.
std::vector<Breach> breaches(db::Connection& store, std::optional<std::int64_t> tenant_id, const Period& period,
                             const sla::Calendars& calendars, const Fresh& fresh, Instant now);

enum class Alert { at_risk, breach };
std::string_view name(Alert alert);  // "at-risk", "breach"

struct RaisedAlert {
  std::int64_t tenant_id = 0;
  std::string tenant;       // slug
  std::string tenant_name;
  std::string analyst;      // handle of the tenant's primary analyst, may be empty
  std::int64_t number = 0;
  std::string subject;
  sla::ClockName name;
  sla::Clock clock;
  Alert alert = Alert::at_risk;
};

// Marks every open clock of active tenants that is at risk or overdue and was not alerted of that before, and gives
// them, the most urgent first. To be called in a transaction: whoever commits it tells of them, and nobody else does.
// Two statements.
std::vector<RaisedAlert> raise_alerts(db::Connection& store, const sla::Calendars& calendars, Instant now);

}  // namespace mssp::ticket
