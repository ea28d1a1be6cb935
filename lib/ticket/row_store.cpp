#include "ticket/row_store.hpp"

#include "sla/policy_change.hpp"

namespace mssp::ticket {

const std::string_view ticket_select =
    "SELECT k.ticket_id, k.tenant_id, t.slug, k.number, k.subject, k.priority, k.status, k.opened_at, k.changed_at,"
    " k.policy_version, a.handle, k.merged_into, k.reference FROM ticket k JOIN tenant t ON t.tenant_id = k.tenant_id"
    " LEFT JOIN analyst a ON a.analyst_id = k.analyst_id ";

Ticket ticket_of(const db::Row& row) {
  return {.id = row.integer(0),
          .tenant_id = row.integer(1),
          .tenant = row.text(2),
          .number = row.integer(3),
          .subject = row.text(4),
          .priority = sla::parse_priority(row.text(5)).value(),
          .status = parse_status(row.text(6)).value(),
          .opened_at = instant(row.integer(7)),
          .changed_at = instant(row.integer(8)),
          .policy_version = row.integer(9),
          .analyst = row.optional_text(10),
          .merged_into = row.optional_integer(11),
          .reference = row.optional_text(12)};
}

const std::string_view event_columns =
    "e.at, e.kind, e.actor, e.is_public, e.priority, e.policy_version, e.clock, e.ordinal";

sla::Event event_of(const db::Row& row, std::size_t first) {
  sla::Event event{.at = instant(row.integer(first)),
                   .kind = parse_kind(row.text(first + 1)).value(),
                   .actor = parse_actor(row.text(first + 2)).value(),
                   .is_public = row.integer(first + 3) != 0,
                   .policy_version = row.optional_integer(first + 5)};
  if (const auto priority = row.optional_text(first + 4)) event.priority = sla::parse_priority(*priority);
  if (const auto clock = row.optional_text(first + 6)) {
    event.clock = sla::ClockName{sla::parse_clock_kind(*clock).value(), row.integer(first + 7)};
  }
  return event;
}

}  // namespace mssp::ticket
