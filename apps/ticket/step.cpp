#include "ticket/step.hpp"

#include "base/error.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/ticket_store.hpp"

namespace mssp::ticket {

std::string audited(const Ticket& ticket, const Entry& entry, Instant now) {
  render::Object object = describe(ticket);
  render::Object event = describe(entry);
  if (entry.event.at != now) event.members.push_back({"backdated", true});
  object.members.push_back({"event", std::move(event)});
  return render::json_line(object);
}

render::Result take(Context& context, const Step& step) {
  const Ticket after = context.change([&](db::Connection& store) {
    const Ticket before = get(store, step.number);
    const tenant::Tenant tenant = tenant::get(store, before.tenant);
    tenant::require_open(tenant);
    Entry entry{.event = {.at = {}, .kind = kind_of(before, step.verb), .actor = step.actor, .is_public = step.is_public},
                .author = context.world().person().login,
                .message = step.message};
    const auto given = step.at ? std::optional(step.at->in(tenant::zone_of(tenant))) : std::nullopt;
    entry.event.at = event_time(given, context.now(), before);
    Ticket next = with(before, entry.event);
    append(store, next, entry);
    context.audit({{tenant.slug, "ticket " + handle(before.number), render::json_line(describe(before)),
                    audited(next, entry, context.now())}});
    return next;
  });
  const std::string what = step.verb == "respond" ? "message recorded: ticket '" : "ticket '";
  return context.changed(what + handle(after.number) + "' is " + std::string(name(after.status)), describe(after));
}

std::int64_t number(const cli::Arguments& arguments) {
  const std::string given = arguments.text("ticket");
  const auto number = parse_handle(given);
  if (!number) cli::refuse("ticket", "a ticket number such as T-17", given);
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
