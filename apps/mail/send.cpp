#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "mail/commands.hpp"
#include "mail/courier.hpp"
#include "mail/letter.hpp"
#include "mail/outbox_store.hpp"
#include "mail/transport.hpp"
#include "mail/turn_store.hpp"
#include "render/json.hpp"
#include "world/file.hpp"

namespace mssp::mail {
namespace {

constexpr std::int64_t most_at_once = 1000;
constexpr int most_silent = 3;                   // answers in a row that did not come, before the server is left alone
constexpr Seconds patience = std::chrono::seconds{5};  // a sender that was killed leaves its delivery program a moment

struct Options {
  std::int64_t limit = most_at_once;
};

Options read(const cli::Arguments& arguments) {
  return {arguments.integer("limit", 1, most_at_once).value_or(most_at_once)};
}

Attempt attempt_of(const Answer& answer, Instant at) {
  const Outcome outcome = answer.verdict == Verdict::sent        ? Outcome::sent
                          : answer.verdict == Verdict::bounced   ? Outcome::bounced
                          : answer.verdict == Verdict::uncertain ? Outcome::uncertain
                                                                 : Outcome::deferred;
  return {.at = at, .outcome = outcome, .code = answer.code, .answer = answer.text};
}

bool stops_the_queue(const Answer& answer) { return answer.verdict == Verdict::refused || answer.verdict == Verdict::unreachable; }

// One run of `mail send`, which has the turn.
class Run {
 public:
  Run(Context& context, const Options& options, const world::Lock& lock, const std::filesystem::path& folder)
      : context_(context), limit_(options.limit), lock_(lock), journal_(folder / "journal"),
        holder_(context.world().host + ":" + folder.native()) {}

  render::Result result() {
    const std::vector<Mail> taken = begin();
    try {
      if (!taken.empty()) deliver(taken);
    } catch (...) {
      end("");  // what was not tried is free again, and what was is recorded
      throw;
    }
    end(stopped_ ? stopped_->text : "");
    if (stopped_) refuse(*stopped_);
    return answer();
  }

 private:
  // Takes the turn, finds out what became of an earlier sender's messages, and leases what is due.
  std::vector<Mail> begin() {
    return context_.stage([&](db::Connection& store) {
      if (const auto other = take_turn(store, holder_, context_.now())) {
        throw Error(Code::busy, "another 'mail send' is at work on '" + printable(other->holder) + "'",
                    "if that machine is gone, its turn ends by itself at " + rfc3339(other->until));
      }
      recover(store);
      return claim(store, holder_, context_.now(), limit_);
    });
  }

  void recover(db::Connection& store) {
    const std::vector<Mail> left = left_behind(store);
    for (const Mail& mail : left) {
      auto known = mail.lease_holder == holder_
                       ? answer_in(journal_, mail.message_id)
                       : std::optional(Answer{Verdict::uncertain, 0, "its sender ended on another machine"});
      if (known && !stops_the_queue(*known)) settle_one(store, mail.lease_holder, mail, attempt_of(*known, context_.now()));
    }
    give_back(store, std::nullopt, "");
    if (!left.empty()) context_.note("an earlier 'mail send' ended early: looked after " + counted(left.size(), "mail"));
  }

  void deliver(const std::vector<Mail>& taken) {
    const Transport transport = transport_of(context_, journal_);
    Courier courier(context_.world().program, transport, lock_);
    int silent = 0;
    for (const Mail& mail : taken) {
      const auto letter = letter_of(context_, mail, transport.from);
      if (const Attempt* refused = std::get_if<Attempt>(&letter)) {
        keep(mail, *refused);
        continue;
      }
      Answer got = courier.deliver(mail, std::get<std::string>(letter));
      if (stops_the_queue(got)) {
        stopped_ = std::move(got);
        return;
      }
      keep(mail, attempt_of(got, context_.world().now()));
      silent = got.code == 0 && got.verdict != Verdict::sent ? silent + 1 : 0;
      if (silent == most_silent) {
        stopped_ = Answer{Verdict::unreachable, 0, got.text};
        return;
      }
    }
  }

  void keep(const Mail& mail, const Attempt& attempt) {
    const auto other = context_.stage([&](db::Connection& store) {
      settle_one(store, holder_, mail, attempt);
      return take_turn(store, holder_, context_.world().now());
    });
    if (other) throw Error(Code::busy, "'" + printable(other->holder) + "' has taken the turn over: this one took too long");
  }

  void settle_one(db::Connection& store, const std::string& holder, const Mail& mail, const Attempt& attempt) {
    Mail next = after(mail, attempt);
    if (!settle(store, holder, next, attempt)) return;
    if (next.state != "deferred") {
      context_.audit({{next.tenant, "mail " + handle(next.number), render::json_line(describe(mail)), render::json_line(describe(next))}});
    }
    done_.push_back(std::move(next));
  }

  void end(const std::string& why) {
    context_.stage([&](db::Connection& store) {
      give_back(store, holder_, why);
      end_turn(store, holder_);
      return true;
    });
  }

  std::size_t count(std::string_view state) const {
    return static_cast<std::size_t>(std::count_if(done_.begin(), done_.end(), [&](const Mail& mail) { return mail.state == state; }));
  }

  std::string summary() const {
    std::string text = "sent " + counted(count("sent"), "mail");
    for (const auto& [state, words] : {std::pair{"deferred", "put off"}, {"bounced", "bounced"}, {"failed", "failed"}}) {
      if (count(state) > 0) text += ", " + std::to_string(count(state)) + " " + words;
    }
    return text;
  }

  [[noreturn]] void refuse(const Answer& why) const {
    const std::string said = (why.code > 0 ? std::to_string(why.code) + " " : "") + why.text;
    const std::string before = done_.empty() ? "" : " (" + summary() + " before)";
    if (why.verdict == Verdict::unreachable) {
      throw Error(Code::busy, "the mail server does not answer: " + said + before, "what is due stays queued for the next 'mail send'");
    }
    throw Error(Code::failed, "the mail server cannot be used: " + said + before,
                "nothing was lost: mend 'smtp' in mssp.yml and run 'mail send' again");
  }

  render::Result answer() {
    render::Array mails;
    for (const Mail& mail : done_) {
      mails.emplace_back(describe(mail));
      if (mail.state != "sent") {
        context_.note("mail '" + handle(mail.number) + "' to " + mail.recipient + " is " + mail.state + ": " + mail.answer);
      }
    }
    render::Object object{{{"sent", count("sent")}, {"deferred", count("deferred")}, {"bounced", count("bounced")},
                           {"failed", count("failed")}, {"mails", std::move(mails)}}};
    render::Result result = context_.changed(done_.empty() ? "no mail is due" : summary(), std::move(object), !done_.empty());
    if (count("bounced") + count("failed") > 0) result.status = exit_status(Code::failed);
    return result;
  }

  Context& context_;
  std::int64_t limit_;
  const world::Lock& lock_;
  std::filesystem::path journal_;
  std::string holder_;
  std::vector<Mail> done_;
  std::optional<Answer> stopped_;
};

render::Result rehearse(Context& context, const Options& options) {
  const std::vector<Mail> waiting = context.change([&](db::Connection& store) { return due(store, context.now(), options.limit); });
  render::Array mails;
  if (!waiting.empty()) {
    const Transport transport = transport_of(context, {});
    for (const Mail& mail : waiting) {
      const auto letter = letter_of(context, mail, transport.from);
      const Attempt* refused = std::get_if<Attempt>(&letter);
      context.note("mail '" + handle(mail.number) + "' to " + mail.recipient + (refused ? ": " + refused->answer : ""));
      mails.emplace_back(describe(mail));
    }
  }
  return context.changed("would send " + counted(waiting.size(), "mail"),
                         {{{"sent", 0}, {"deferred", 0}, {"bounced", 0}, {"failed", 0}, {"mails", std::move(mails)}}}, false);
}

render::Result run(Context& context, const Options& options) {
  if (context.dry_run()) return rehearse(context, options);
  const std::filesystem::path folder = context.reports_folder() / ".mail";
  world::make_folder(folder);
  const auto lock = world::Lock::take(folder / "lock", patience);
  if (!lock) throw Error(Code::busy, "another 'mail send' is at work", "what it leaves is sent by the next one");
  return Run(context, options, *lock, folder).result();
}

}  // namespace

cli::Command send() {
  return {.path = "mail send",
          .summary = "deliver the mail that is due",
          .details = "For cron and systemd, every few minutes. mssp.yml says how mail leaves: to a mail server, through a "
                     "sendmail program, or into a folder. One sender works at a time; running it twice sends once.\n"
                     "A temporary refusal (4xx) or no answer puts a mail off: 5 minutes at first, at most 4 hours, and "
                     "after 48 hours it is given up. A refusal for good (5xx) makes it bounced. Every attempt bears the "
                     "same Message-ID and the same bytes. If the connection breaks after the whole message and before the "
                     "answer, nobody knows: it is sent again, its attempt is marked as uncertain, and a second copy shows by "
                     "its Message-ID.\n"
                     "A server that refuses the user name or the password, or whose certificate is not valid, stops the "
                     "queue: nothing is lost. Exit status 1 says that mail bounced or failed for good, or that the queue "
                     "is stopped; 6 that the server did not answer or another sender is at work.",
          .examples = {"synos-mssp mail send --quiet", "synos-mssp mail send --dry-run", "synos-mssp mail send --limit 50"},
          .needs = {.store = true, .writes = true},
          .options = {{.name = "limit", .value = "COUNT", .help = "at most so many, 1 to 1000, which is the default"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::mail
