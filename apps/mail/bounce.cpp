#include "mail/bounce.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "mail/commands.hpp"
#include "mail/outbox_store.hpp"
#include "options.hpp"
#include "render/json.hpp"

namespace mssp::mail {
namespace {

struct Options {
  std::string file;
};

Options read(const cli::Arguments& arguments) { return {arguments.text("file")}; }

std::string reason_of(const Bounce& bounce) {
  std::vector<std::string> words;
  for (const std::string& word : {bounce.status, bounce.reason}) {
    if (!word.empty()) words.push_back(word);
  }
  return "came back from " + (bounce.recipient.empty() ? "the recipient's server" : bounce.recipient) +
         (words.empty() ? "" : ": " + join(words, " "));
}

struct Taken {
  Mail mail;
  Bounce bounce;
  bool changed = false;
};

render::Result run(Context& context, const Options& options) {
  const std::vector<Bounce> bounces = read_bounces(context.input(options.file, largest_bounce), options.file == "-" ? "standard input" : options.file);
  const Taken taken = context.change([&](db::Connection& store) {
    auto before = with_message_id(store, bounces.front().message_id);
    if (!before) {
      throw Error(Code::not_found, "no mail has the Message-ID '" + printable(bounces.front().message_id.substr(0, 200)) + "'",
                  "it was sent by another program, or from another store");
    }
    // One envelope carries one recipient, so the first that failed is the one; another address is where it was forwarded.
    const auto failed = std::find_if(bounces.begin(), bounces.end(), [](const Bounce& each) { return each.action == "failed"; });
    if (failed == bounces.end()) return Taken{std::move(*before), bounces.front(), false};
    Mail next = *before;
    next.state = "bounced";
    next.answer = reason_of(*failed);
    next.changed_at = context.now();
    if (before->state == next.state && before->answer == next.answer) return Taken{std::move(*before), *failed, false};
    update(store, next);
    context.audit({{next.tenant, "mail " + handle(next.number), render::json_line(describe(*before)), render::json_line(describe(next))}});
    return Taken{std::move(next), *failed, true};
  });
  const std::string name = "mail '" + handle(taken.mail.number) + "'";
  std::string note = name + " " + taken.mail.answer;
  if (!taken.changed) {
    note = taken.bounce.action == "failed" ? name + " was known to have bounced"
                                           : name + " is reported as " + taken.bounce.action + ": nothing to do";
  }
  render::Object object = describe(taken.mail);
  object.members.push_back({"action", taken.bounce.action});
  object.members.push_back({"status", taken.bounce.status});
  return context.changed(std::move(note), std::move(object), taken.changed);
}

}  // namespace

cli::Command bounce() {
  return {.path = "mail bounce",
          .summary = "take note of a mail that came back",
          .details = "The file is one delivery status notification (RFC 3464) as the mail server sent it to the sender's "
                     "address; the mail is found by its Message-ID. Only a final failure makes it bounced: a note about a "
                     "delay changes nothing. A mail server can hand them over by itself: '| synos-mssp mail bounce --file -'.",
          .examples = {"synos-mssp mail bounce --file bounce.eml", "synos-mssp mail bounce --file - < bounce.eml"},
          .needs = {.store = true, .writes = true},
          .options = {options::file()},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::mail
