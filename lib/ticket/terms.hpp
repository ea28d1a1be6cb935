// The clocks of a ticket by the policies of its tenant and the calendars of the file.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sla/from_config.hpp"
#include "sla/policy_change.hpp"
#include "ticket/ticket.hpp"

namespace mssp::ticket {

// What tenants, by id, were promised.
struct Promises {
  std::map<std::int64_t, sla::Versions> versions;
  sla::Calendars calendars;
};

// The terms of a tenant's policies. Refers to its arguments. What it gives throws Error{invalid_config} when a policy
// names a calendar which the file does not have any more.
sla::TermsOf terms_of(const std::string& tenant, const sla::Versions& versions, const sla::Calendars& calendars);

// The clocks after the events up to `until`, to be stored.
std::vector<sla::ClockRecord> records(const History& history, const sla::Versions& versions,
                                      const sla::Calendars& calendars, Instant until);

// How stored clocks stand at `now`. Error{invalid_config} when one counts on a calendar that the file does not have.
std::vector<sla::Clock> standing_of(const std::vector<sla::ClockRecord>& records, const sla::Calendars& calendars,
                                    Instant now);

// Both in one step: replayed from the events alone.
std::vector<sla::Clock> clocks(const History& history, const sla::Versions& versions, const sla::Calendars& calendars,
                               Instant now);

}  // namespace mssp::ticket
