#include "base/error.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/commands.hpp"
#include "ticket/step.hpp"
#include "ticket/ticket_store.hpp"

namespace mssp::ticket {
namespace {

struct Options {
  Target target;
  std::int64_t into = 0;
};

Options read(const cli::Arguments& arguments) {
  Options options{target(arguments), number(arguments, "into")};
  if (options.into == options.target.number) throw Error(Code::usage, "a ticket cannot be merged into itself");
  return options;
}

render::Result run(Context& context, const Options& options) {
  const Ticket merged = context.change([&](db::Connection& store) {
    const Ticket before = get(store, options.target.number);
    const Ticket into = get(store, options.into);
    const tenant::Tenant tenant = tenant::get(store, before.tenant);
    tenant::require_open(tenant);
    require_open(before);
    require_open(into);
    if (before.tenant_id != into.tenant_id) {
      throw Error(Code::conflict, "ticket '" + handle(before.number) + "' is of tenant '" + before.tenant + "' and '" +
                                      handle(into.number) + "' of tenant '" + into.tenant + "'",
                  "only tickets of one tenant can be merged");
    }
    const auto given = options.target.at ? std::optional(options.target.at->in(tenant::zone_of(tenant))) : std::nullopt;
    Draft duplicate{.ticket = before, .entries = {}, .note = {}, .blank = {}};
    duplicate.blank.event.at = event_time(given, context.now(), before);
    duplicate.blank.event.actor = sla::Actor::agent;
    duplicate.blank.author = context.world().person().login;
    Draft original{.ticket = into, .entries = {}, .note = {}, .blank = duplicate.blank};
    original.blank.event.at = event_time(given, context.now(), into);
    duplicate.ticket.merged_into = into.number;
    duplicate.add(sla::EventKind::merged, [&](Entry& entry) {
      entry.detail = handle(into.number);
      entry.message = "merged into " + handle(into.number);
    });
    original.add(sla::EventKind::linked, [&](Entry& entry) { entry.detail = handle(before.number); });
    const Promises promises = promises_for(context, store, {tenant});
    const auto kept = record(store, {{duplicate.ticket, duplicate.entries}, {original.ticket, original.entries}}, promises);
    context.audit({{tenant.slug, "ticket " + handle(before.number), render::json_line(describe(before)),
                    audited(kept[0], duplicate.entries, context.now())},
                   {tenant.slug, "ticket " + handle(into.number), render::json_line(describe(into)),
                    audited(kept[1], original.entries, context.now())}});
    return kept[0];
  });
  return context.changed("merged ticket '" + handle(merged.number) + "' into '" + handle(options.into) + "'",
                         describe(merged));
}

}  // namespace

cli::Command merge() {
  return {.path = "ticket merge",
          .summary = "close a ticket as a duplicate of another",
          .details = "Its clocks leave the figures as void, with the other ticket as the reason, and 'ticket show' of the "
                     "other one names it. Both must be of one tenant and not closed; a merged ticket is never taken up again.",
          .examples = {"synos-mssp ticket merge --ticket T-18 --into T-17"},
          .needs = {.store = true, .writes = true},
          .options = {ticket_option(),
                      {.name = "into", .value = "NUMBER", .help = "the ticket it is a duplicate of", .required = true,
                       .offers = cli::Offers::tickets},
                      at_option()},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::ticket
