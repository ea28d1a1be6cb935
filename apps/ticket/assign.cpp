#include "options.hpp"
#include "staff/staff_store.hpp"
#include "ticket/commands.hpp"
#include "ticket/step.hpp"

namespace mssp::ticket {
namespace {

struct Options {
  Target target;
  std::optional<std::string> analyst;  // none: nobody
};

Options read(const cli::Arguments& arguments) { return {target(arguments), arguments.handle("analyst")}; }

Options read_nobody(const cli::Arguments& arguments) { return {target(arguments), std::nullopt}; }

render::Result run(Context& context, const Options& options) {
  return amend(context, options.target, [&](db::Connection& store, const Promises&, Draft& draft) {
    require_open(draft.ticket);
    if (options.analyst) staff::get(store, *options.analyst);
    const auto before = draft.ticket.analyst;
    const std::string who = "ticket '" + handle(draft.ticket.number) + "' is ";
    draft.note = options.analyst ? who + "with '" + *options.analyst + "'" : who + "with nobody";
    if (before == options.analyst) return;
    draft.ticket.analyst = options.analyst;
    draft.add(options.analyst ? sla::EventKind::assigned : sla::EventKind::unassigned,
              [&](Entry& entry) { entry.detail = options.analyst ? *options.analyst : *before; });
  });
}

}  // namespace

cli::Command assign() {
  return {.path = "ticket assign",
          .summary = "name the analyst who works on a ticket",
          .examples = {"synos-mssp ticket assign --ticket T-17 --analyst jane.roe"},
          .needs = {.store = true, .writes = true},
          .options = {ticket_option(),
                      {.name = "analyst", .value = "HANDLE", .help = "who works on it", .required = true,
                       .offers = cli::Offers::analysts},
                      at_option()},
          .prepare = cli::steps(read, run)};
}

cli::Command unassign() {
  return {.path = "ticket unassign",
          .summary = "take a ticket from its analyst",
          .examples = {"synos-mssp ticket unassign --ticket T-17"},
          .needs = {.store = true, .writes = true},
          .options = {ticket_option(), at_option()},
          .prepare = cli::steps(read_nobody, run)};
}

}  // namespace mssp::ticket
