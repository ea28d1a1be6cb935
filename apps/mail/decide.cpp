#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "mail/commands.hpp"
#include "mail/listing.hpp"
#include "render/json.hpp"

namespace mssp::mail {
namespace {

// What a person decides about mail, by hand.
struct Decision {
  std::string verb;
  std::vector<std::string_view> from;  // the states it applies to
  std::string to;
  std::string answer;  // why it stands where it stands
  std::string done;    // for the note
};

const Decision retried{"retry", {"queued", "deferred", "bounced", "failed"}, "queued", "", "queued again"};
const Decision held{"hold", {"queued", "deferred"}, "held", "held by hand", "held"};
const Decision released{"release", {"held"}, "queued", "", "queued again"};
const Decision dropped{"drop", {"queued", "deferred", "held"}, "failed", "dropped by hand", "will not be sent"};

std::vector<std::int64_t> read(const cli::Arguments& arguments) {
  std::vector<std::int64_t> numbers;
  for (const std::string& given : arguments.texts("mail")) numbers.push_back(number_of(given));
  return numbers;
}

// The hint names what does apply to the state.
std::string hint_for(const std::string& state) {
  if (state == "sending") return "wait until 'mail send' has ended";
  if (state == "held") return "'synos-mssp mail release' lets it go";
  if (state == "bounced" || state == "failed") return "'synos-mssp mail retry' queues it again";
  return state == "sent" ? "what has left cannot be called back" : "";
}

render::Result apply(Context& context, const Decision& decision, const std::vector<std::int64_t>& numbers) {
  const std::vector<Mail> changed = context.change([&](db::Connection& store) {
    std::vector<Mail> all;
    for (const std::int64_t number : numbers) {
      const Mail before = get(store, number);
      if (std::find(decision.from.begin(), decision.from.end(), before.state) == decision.from.end()) {
        throw Error(Code::conflict, "mail '" + handle(number) + "' is " + before.state + ": 'mail " + decision.verb + "' does not apply",
                    hint_for(before.state));
      }
      Mail next = before;
      next.state = decision.to;
      next.answer = decision.answer;
      next.changed_at = context.now();
      if (decision.to == "queued") {
        next.due_at = context.now();
        next.tried_at.reset();  // it gets its 48 hours again
      }
      update(store, next);
      context.audit({{next.tenant, "mail " + handle(number), render::json_line(describe(before)), render::json_line(describe(next))}});
      all.push_back(std::move(next));
    }
    return all;
  });
  std::vector<std::string> names;
  render::Array mails;
  for (const Mail& mail : changed) {
    names.push_back("'" + handle(mail.number) + "'");
    mails.emplace_back(describe(mail));
  }
  return context.changed(decision.done + ": mail " + join(names, ", "), {{{"mails", std::move(mails)}}});
}

template <const Decision& decision>
render::Result run(Context& context, const std::vector<std::int64_t>& numbers) {
  return apply(context, decision, numbers);
}

cli::Command command(const Decision& decision, std::string summary, std::string details,
                     std::function<cli::Job(const cli::Arguments&)> prepare) {
  return {.path = "mail " + decision.verb,
          .summary = std::move(summary),
          .details = std::move(details),
          .examples = {"synos-mssp mail " + decision.verb + " --mail M-1"},
          .needs = {.store = true, .writes = true},
          .options = {mail_option(true)},
          .prepare = std::move(prepare)};
}

}  // namespace

cli::Command retry() {
  return command(retried, "send mail that was put off, refused or given up as soon as possible",
                 "The next 'mail send' tries it, and for 48 hours from then on. Its Message-ID stays, so a copy that did "
                 "arrive is known by it.",
                 cli::steps(read, run<retried>));
}

cli::Command hold() {
  return command(held, "keep mail back until it is released", "", cli::steps(read, run<held>));
}

cli::Command release() {
  return command(released, "let mail go that was held", "", cli::steps(read, run<released>));
}

cli::Command drop() {
  return command(dropped, "never send mail that has not left yet",
                 "It stays in the outbox as failed, so that the same report is not queued again for that recipient; "
                 "'mail retry' takes it back.",
                 cli::steps(read, run<dropped>));
}

}  // namespace mssp::mail
