#include "base/error.hpp"
#include "base/text.hpp"
#include "sla/policy_store.hpp"
#include "ticket/commands.hpp"
#include "ticket/step.hpp"
#include "ticket/urgency.hpp"

namespace mssp::ticket {
namespace {

struct Options {
  Target target;
  std::optional<sla::Priority> priority;
  std::optional<std::string> subject;
  bool restamp = false;
};

Options read(const cli::Arguments& arguments) {
  const auto subject = arguments.optional_text("subject");
  Options options{target(arguments), wanted_priority(arguments),
                  subject ? std::optional(checked_subject(*subject)) : std::nullopt, arguments.has("restamp")};
  if (!options.priority && !options.subject && !options.restamp) {
    throw Error(Code::usage, "nothing to set", "name a --priority, --urgency with --impact, a --subject, or --restamp");
  }
  return options;
}

render::Result run(Context& context, const Options& options) {
  return amend(context, options.target, [&](db::Connection&, const Promises& promises, Draft& draft) {
    require_open(draft.ticket, !options.priority && !options.restamp);
    std::vector<std::string> done;
    if (options.priority && *options.priority != draft.ticket.priority) {
      draft.add(sla::EventKind::prioritized, [&](Entry& entry) { entry.event.priority = options.priority; });
      done.push_back("is " + std::string(sla::name(*options.priority)) + " now");
    }
    const std::int64_t newest =
        sla::policy_for_ticket(promises.versions.at(draft.ticket.tenant_id), draft.blank.event.at).version;
    if (options.restamp && newest != draft.ticket.policy_version) {
      draft.add(sla::EventKind::restamped, [&](Entry& entry) { entry.event.policy_version = newest; });
      done.push_back("is graded by policy version " + std::to_string(newest));
    }
    if (options.subject && *options.subject != draft.ticket.subject) {
      draft.add(sla::EventKind::retitled, [&](Entry& entry) { entry.detail = draft.ticket.subject; });
      draft.ticket.subject = *options.subject;
      done.emplace_back("has a new subject");
    }
    draft.note = "ticket '" + handle(draft.ticket.number) + "' " + (done.empty() ? "is so already" : join(done, ", "));
  });
}

}  // namespace

cli::Command set() {
  std::vector<cli::Option> options{ticket_option()};
  for (cli::Option& option : priority_options()) options.push_back(std::move(option));
  options.push_back({.name = "subject", .value = "TEXT", .help = "what it is about, in one line"});
  options.push_back({.name = "restamp", .value = "", .help = "grade it by the policy that is in force now"});
  options.push_back(at_option());
  return {.path = "ticket set",
          .summary = "change the priority, subject or policy of a ticket",
          .details = "With another priority the clocks that have neither stopped nor been breached go on with its targets "
                     "and calendar; the time they have used stays used. Urgency and impact give the priority: both high is "
                     "P1, each step less on either side is one step down, at most P4.\n\n"
                     "An open ticket keeps the policy version under which it was opened, until --restamp moves it to the "
                     "one in force.",
          .examples = {"synos-mssp ticket set --ticket T-17 --priority P1 --reason \"the shop is down too\"",
                       "synos-mssp ticket set --ticket T-17 --urgency high --impact medium",
                       "synos-mssp ticket set --ticket T-17 --restamp"},
          .needs = {.store = true, .writes = true},
          .options = std::move(options),
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::ticket
