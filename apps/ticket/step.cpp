#include "ticket/step.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "render/json.hpp"
#include "sla/policy_store.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/refresh_store.hpp"
#include "ticket/ticket_store.hpp"

namespace mssp::ticket {

Promises promises_for(Context& context, db::Connection& store, std::vector<tenant::Tenant> tenants) {
  sla::Calendars calendars(config::load_calendars(context.folder()));
  const Stale outdated = stale(store, calendars);
  if (outdated.any()) {
    tenants.clear();
    for (tenant::Listed& listed : tenant::list(store, {})) tenants.push_back(std::move(listed.tenant));
  }
  Promises promises{sla::versions(store, tenants), std::move(calendars)};
  const std::size_t count = refresh(store, promises, context.now());
  if (!outdated.calendars.empty()) {
    context.note("calendar '" + join(outdated.calendars, "', '") + "' has changed: computed the open clocks of " +
                 counted(count, "ticket") + " anew");
  }
  return promises;
}

void Draft::add(sla::EventKind kind, const std::function<void(Entry&)>& fill) {
  Entry entry = blank;
  entry.event.kind = kind;
  if (fill) fill(entry);
  ticket = with(ticket, entry.event);
  entries.push_back(std::move(entry));
}

std::string audited(const Ticket& ticket, const std::vector<Entry>& entries, Instant now) {
  render::Object object = describe(ticket);
  const auto told = [&](const Entry& entry) {
    render::Object event = describe(entry);
    if (entry.event.at != now) event.members.push_back({"backdated", true});
    return event;
  };
  if (entries.size() == 1) {
    object.members.push_back({"event", told(entries.front())});
  } else {
    render::Array events;
    for (const Entry& entry : entries) events.emplace_back(told(entry));
    object.members.push_back({"events", std::move(events)});
  }
  return render::json_line(object);
}

Target target(const cli::Arguments& arguments) { return {number(arguments), sla::moment(arguments, "at")}; }

render::Result amend(Context& context, const Target& target, const Body& body) {
  const Draft done = context.change([&](db::Connection& store) {
    const Ticket before = get(store, target.number);
    const tenant::Tenant tenant = tenant::get(store, before.tenant);
    tenant::require_open(tenant);
    const auto given = target.at ? std::optional(target.at->in(tenant::zone_of(tenant))) : std::nullopt;
    Draft draft{.ticket = before, .entries = {}, .note = {}, .blank = {}};
    draft.blank.event.at = event_time(given, context.now(), before);
    draft.blank.event.actor = sla::Actor::agent;
    draft.blank.author = context.world().person().login;
    const Promises promises = promises_for(context, store, {tenant});
    body(store, promises, draft);
    if (draft.entries.empty()) return draft;
    draft.ticket = record(store, {{draft.ticket, draft.entries}}, promises).front();
    context.audit({{tenant.slug, "ticket " + handle(before.number), render::json_line(describe(before)),
                    audited(draft.ticket, draft.entries, context.now())}});
    return draft;
  });
  return context.changed(done.note, describe(done.ticket), !done.entries.empty());
}

render::Result take(Context& context, const Step& step) {
  return amend(context, step.target, [&](db::Connection&, const Promises&, Draft& draft) {
    const sla::EventKind kind = kind_of(draft.ticket, step.verb);
    draft.add(kind, [&](Entry& entry) {
      entry.event.actor = step.actor;
      entry.event.is_public = step.is_public;
      entry.message = step.message;
    });
    const std::string what = kind == sla::EventKind::message ? "message recorded: ticket '" : "ticket '";
    draft.note = what + handle(draft.ticket.number) + "' is " + std::string(name(draft.ticket.status));
  });
}

std::int64_t number(const cli::Arguments& arguments, std::string_view option) {
  const std::string given = arguments.text(option);
  const auto number = parse_handle(given);
  if (!number) cli::refuse(option, "a ticket number such as T-17", given);
  return *number;
}

cli::Option ticket_option() {
  return {.name = "ticket", .value = "NUMBER", .help = "the ticket, such as T-17", .required = true,
          .offers = cli::Offers::tickets};
}

cli::Option at_option() {
  return {.name = "at", .value = "TIME", .help = "when it happened, in the tenant's zone; default is now"};
}

}  // namespace mssp::ticket
