// What a colleague has to know who takes a customer over: the brief of `staff handoff`.
#pragma once

#include <string>
#include <vector>

#include "finding/finding_store.hpp"
#include "staff/staff.hpp"
#include "tenant/tenant.hpp"
#include "ticket/standing.hpp"
#include "user/user.hpp"

namespace mssp::workload {

struct OpenTicket {
  ticket::Ticket ticket;
  std::vector<sla::Clock> clocks;  // those that have not stopped
};

// Something that will happen by itself.
struct Upcoming {
  std::string what;  // "scan full", "report executive-summary"
  Instant due_at;
};

struct Brief {
  tenant::Tenant tenant;
  staff::Assignment from;  // what is handed over
  std::string to;          // handle
  std::vector<OpenTicket> tickets;           // most urgent first
  std::vector<finding::Finding> critical;    // open findings of that severity
  std::vector<Upcoming> upcoming;            // soonest first
  std::vector<user::Membership> people;      // of the customer
  std::vector<staff::Assignment> others;     // who else looks after the customer
};

// "us", "customer" or "vendor": whose move it is.
std::string waits_for(ticket::Status status);

// Tickets whose clocks run out first come first; those without an open clock last.
void sort_by_urgency(std::vector<OpenTicket>& tickets);

// The brief as Markdown, which reads as plain text too; every text of others is escaped.
std::vector<std::string> lines(const Brief& brief);
render::Object describe(const Brief& brief);

}  // namespace mssp::workload
