#include "base/error.hpp"
#include "base/text.hpp"
#include "ticket/commands.hpp"
#include "ticket/label_store.hpp"
#include "ticket/step.hpp"

namespace mssp::ticket {
namespace {

struct Options {
  Target target;
  std::optional<std::string> asset;
  std::optional<std::string> finding;
  bool remove = false;
};

Options read(const cli::Arguments& arguments) {
  Options options{target(arguments), arguments.optional_text("asset"), arguments.optional_text("finding")};
  if (options.asset.has_value() == options.finding.has_value()) {
    throw Error(Code::usage, "name either an --asset or a --finding");
  }
  return options;
}

Options read_removal(const cli::Arguments& arguments) {
  Options options = read(arguments);
  options.remove = true;
  return options;
}

render::Result run(Context& context, const Options& options) {
  return amend(context, options.target, [&](db::Connection& store, const Promises&, Draft& draft) {
    require_open(draft.ticket, true);
    const std::string& what = options.asset ? *options.asset : *options.finding;
    const Thing thing = options.asset ? asset(store, draft.ticket, what) : finding(store, draft.ticket, what);
    const bool changed = options.remove ? unlink(store, draft.ticket, thing) : link(store, draft.ticket, thing);
    if (changed) {
      draft.add(options.remove ? sla::EventKind::unlinked : sla::EventKind::linked,
                [&](Entry& entry) { entry.detail = what; });
    }
    draft.note = "ticket '" + handle(draft.ticket.number) + "' is " + (options.remove ? "not linked to '" : "linked to '") +
                 printable(what) + "'";
  });
}

std::vector<cli::Option> things() {
  return {ticket_option(),
          {.name = "asset", .value = "ADDRESS", .help = "an asset of the tenant, by its address"},
          {.name = "finding", .value = "HANDLE", .help = "a finding of the tenant, such as F-0123456789abcdef"},
          at_option()};
}

}  // namespace

cli::Command link_command() {
  return {.path = "ticket link",
          .summary = "say which asset or finding a ticket is about",
          .examples = {"synos-mssp ticket link --ticket T-17 --asset 192.0.2.7",
                       "synos-mssp ticket link --ticket T-17 --finding F-0123456789abcdef"},
          .needs = {.store = true, .writes = true},
          .options = things(),
          .prepare = cli::steps(read, run)};
}

cli::Command unlink_command() {
  return {.path = "ticket unlink",
          .summary = "take back that a ticket is about an asset or finding",
          .examples = {"synos-mssp ticket unlink --ticket T-17 --asset 192.0.2.7"},
          .needs = {.store = true, .writes = true},
          .options = things(),
          .prepare = cli::steps(read_removal, run)};
}

}  // namespace mssp::ticket
