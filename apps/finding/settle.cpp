#include "finding/settle.hpp"

#include <algorithm>
#include <functional>

#include "finding/ticketing_store.hpp"
#include "render/json.hpp"
#include "ticket/step.hpp"
#include "ticket/ticket_store.hpp"

namespace mssp::finding {
namespace {

void tell(Context& context, db::Connection& store, const std::vector<tenant::Tenant>& tenants, const std::vector<Settled>& settled,
          Instant now, const std::function<std::string(const Settled&)>& text) {
  if (settled.empty()) return;
  std::vector<ticket::Change> changes;
  std::vector<audit::Change> audited;
  for (const Settled& each : settled) {
    ticket::Draft draft{.ticket = each.ticket, .entries = {}, .note = {}, .blank = {}};
    draft.blank.event.at = std::max(now, each.ticket.changed_at);
    draft.blank.author = context.world().person().login;
    draft.add(sla::EventKind::message, [&](ticket::Entry& entry) { entry.message = text(each); });
    audited.push_back({each.ticket.tenant, "ticket " + ticket::handle(each.ticket.number), render::json_line(ticket::describe(each.ticket)),
                       ticket::audited(draft.ticket, draft.entries, now)});
    changes.push_back({draft.ticket, draft.entries});
  }
  ticket::record(store, changes, ticket::promises_for(context, store, tenants));
  context.audit(audited);
}

}  // namespace

void tell_settled(Context& context, db::Connection& store, const tenant::Tenant& tenant, const scan::Scan& scan, Instant now) {
  if (scan.fixed == 0) return;
  tell(context, store, {tenant}, settled_by(store, tenant.id, scan.scanner, now), now,
       [&](const Settled& each) { return settled_text(each.fixed, each.findings, scan::handle(scan.number)); });
}

void tell_decided(Context& context, db::Connection& store, const std::vector<tenant::Tenant>& tenants,
                  const std::vector<std::string>& handles, State state) {
  if (handles.empty()) return;
  tell(context, store, tenants, settled_with(store, handles, context.now()), context.now(),
       [&](const Settled& each) { return decided_text(each.fixed, each.findings, state); });
}

}  // namespace mssp::finding
