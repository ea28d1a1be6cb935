#include "base/error.hpp"
#include "base/text.hpp"
#include "sla/commands.hpp"
#include "ticket/step.hpp"
#include "ticket/ticket_store.hpp"

namespace mssp::sla {
namespace {

struct Options {
  ticket::Target target;
  std::string clock;
  std::string reason;
  std::string approver;  // of a voiding
};

Options read(const cli::Arguments& arguments) {
  Options options{ticket::target(arguments), arguments.text("clock"), arguments.text("reason"), {}};
  if (!ticket::parse_clock(options.clock, 1)) {
    cli::refuse("clock", "response, resolution, update or update-2", options.clock);
  }
  return options;
}

Options read_void(const cli::Arguments& arguments) {
  Options options = read(arguments);
  options.approver = *arguments.handle("approver");
  return options;
}

// The clock that is meant, as stored.
ClockRecord chosen(db::Connection& store, const ticket::Draft& draft, const std::string& given) {
  const std::vector<ClockRecord> all = ticket::clocks_of(store, draft.ticket);
  std::int64_t updates = 0;
  for (const ClockRecord& clock : all) updates += clock.name.kind == ClockKind::update;
  const auto name = ticket::parse_clock(given, updates);
  for (const ClockRecord& clock : all) {
    if (clock.name == name) return clock;
  }
  throw Error(Code::not_found, "ticket '" + ticket::handle(draft.ticket.number) + "' has no clock '" + printable(given) + "'",
              "'synos-mssp ticket show' shows those it has");
}

std::string of(const ClockRecord& clock, const ticket::Draft& draft) {
  return "the clock '" + ticket::name(clock.name) + "' of ticket '" + ticket::handle(draft.ticket.number) + "'";
}

render::Result run_excuse(Context& context, const Options& options) {
  return ticket::amend(context, options.target, [&](db::Connection& store, const ticket::Promises&, ticket::Draft& draft) {
    const ClockRecord clock = chosen(store, draft, options.clock);
    const bool overdue = clock.verdict == Verdict::open && clock.due_at && *clock.due_at < draft.blank.event.at;
    if (clock.verdict != Verdict::missed && !overdue) {
      throw Error(Code::conflict, of(clock, draft) + " was not breached", "only a breach needs an excuse");
    }
    draft.add(EventKind::excused, [&](ticket::Entry& entry) {
      entry.event.clock = clock.name;
      entry.message = options.reason;
    });
    draft.note = "recorded why " + of(clock, draft) + " was breached; it still counts as missed";
  });
}

render::Result run_void(Context& context, const Options& options) {
  if (options.approver == context.world().person().login) {
    throw Error(Code::denied, "'" + printable(options.approver) + "' cannot approve what '" + printable(options.approver) + "' does",
                "name somebody else with --approver");
  }
  return ticket::amend(context, options.target, [&](db::Connection& store, const ticket::Promises&, ticket::Draft& draft) {
    const ClockRecord clock = chosen(store, draft, options.clock);
    if (clock.verdict == Verdict::voided) throw Error(Code::conflict, of(clock, draft) + " is void already");
    draft.add(EventKind::voided, [&](ticket::Entry& entry) {
      entry.event.clock = clock.name;
      entry.message = options.reason;
      entry.detail = options.approver;
    });
    draft.note = of(clock, draft) + " is void: it counts no more";
  });
}

std::vector<cli::Option> clock_options() {
  return {ticket::ticket_option(),
          {.name = "clock", .value = "CLOCK", .help = "response, resolution, update (the latest) or update-2", .required = true},
          {.name = "reason", .value = "TEXT", .help = "why; the register of breaches shows it", .required = true}};
}

}  // namespace

cli::Command excuse() {
  std::vector<cli::Option> options = clock_options();
  options.push_back(ticket::at_option());
  return {.path = "sla excuse",
          .summary = "record the reason for a breach; the verdict stays",
          .examples = {"synos-mssp sla excuse --ticket T-17 --clock response --reason \"phone line was cut\""},
          .needs = {.store = true, .writes = true},
          .options = std::move(options),
          .prepare = cli::steps(read, run_excuse)};
}

cli::Command void_command() {
  std::vector<cli::Option> options = clock_options();
  options.push_back({.name = "approver", .value = "HANDLE", .help = "who approved it; not who records it", .required = true});
  options.push_back(ticket::at_option());
  return {.path = "sla void",
          .summary = "take a clock out of the figures, with a reason and somebody's approval",
          .details = "From then on it counts neither as met nor as missed. 'sla status' tells how many there are, 'sla "
                     "breaches' which and why, and the audit trail who did it.",
          .examples = {"synos-mssp sla void --ticket T-17 --clock resolution --reason \"test ticket\" --approver jane.roe"},
          .needs = {.store = true, .writes = true},
          .options = std::move(options),
          .prepare = cli::steps(read_void, run_void)};
}

}  // namespace mssp::sla
