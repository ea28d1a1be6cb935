#include "finding/settle.hpp"

#include <algorithm>

#include "finding/ticketing_store.hpp"
#include "render/json.hpp"
#include "ticket/step.hpp"
#include "ticket/ticket_store.hpp"

namespace mssp::finding {

void tell_settled(Context& context, db::Connection& store, const tenant::Tenant& tenant, const scan::Scan& scan, Instant now) {
  if (scan.fixed == 0) return;
  const std::vector<Settled> settled = settled_by(store, tenant.id, scan.scanner, now);
  if (settled.empty()) return;
  std::vector<ticket::Change> changes;
  std::vector<audit::Change> audited;
  for (const Settled& each : settled) {
    ticket::Draft draft{.ticket = each.ticket, .entries = {}, .note = {}, .blank = {}};
    draft.blank.event.at = std::max(now, each.ticket.changed_at);
    draft.blank.author = context.world().person().login;
    draft.add(sla::EventKind::message, [&](ticket::Entry& entry) {
      entry.message = settled_text(each.fixed, each.findings, scan::handle(scan.number));
    });
    audited.push_back({tenant.slug, "ticket " + ticket::handle(each.ticket.number), render::json_line(ticket::describe(each.ticket)),
                       ticket::audited(draft.ticket, draft.entries, now)});
    changes.push_back({draft.ticket, draft.entries});
  }
  ticket::record(store, changes, ticket::promises_for(context, store, {tenant}));
  context.audit(audited);
}

}  // namespace mssp::finding
