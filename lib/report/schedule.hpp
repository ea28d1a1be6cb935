// Standing orders for reports: which template goes out for whom and when.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/parse.hpp"
#include "render/value.hpp"
#include "report/span.hpp"
#include "tenant/tenant.hpp"

namespace mssp::report {

struct Schedule {
  std::int64_t id = 0;
  std::string target;     // a slug, or all: every tenant that is active when it is due
  std::string type_template = "executive-summary";
  int day = 1;            // of the month; one that a month does not have is its last
  TimeOfDay time{6, 0};   // in each tenant's zone
  std::vector<std::string> formats;
  std::vector<std::string> recipients;  // addresses
  std::vector<std::string> roles;       // and the users of each tenant that have one of them; neither: its contact
  int months = 1;                       // from one time to the next: 3 is a quarter, from January on
  bool paused = false;
  Instant created_at;

  // The latest time not after `now`, and after the schedule was made, at which it was due for a tenant of that zone.
  std::optional<Instant> latest_due(const Zone& zone, Instant now) const;
  Instant previous_due(const Zone& zone, Instant now) const;  // the same whenever the schedule was made
  Instant next_due(const Zone& zone, Instant now) const;
  // A report due on 1 October tells of September, or of the third quarter.
  Span span_reported(Instant due_at, const Zone& zone) const;
  std::string frequency() const { return months == 1 ? "monthly" : "quarterly"; }
};

render::Object describe(const Schedule& schedule);

}  // namespace mssp::report
