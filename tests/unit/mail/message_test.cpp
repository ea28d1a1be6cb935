#include "mail/message.hpp"

#include <catch2/catch.hpp>

#include "mail/verdict.hpp"
#include "mail/wire.hpp"

using namespace mssp;
using namespace mssp::mail;

namespace {

const Instant start = instant(1757930400);

Mail waiting() {
  Mail mail;
  mail.message_id = "<1@h>";
  mail.state = "sending";
  mail.queued_at = mail.due_at = start;
  return mail;
}

}  // namespace

TEST_CASE("mail is named by a number") {
  CHECK(handle(17) == "M-17");
  CHECK(parse_handle("M-17") == 17);
  for (const char* bad : {"", "17", "m-17", "M-", "M-0", "M-017", "M--1", "M-17 ", "T-17"}) CHECK_FALSE(parse_handle(bad));
}

TEST_CASE("the Message-ID comes from what the mail is about") {
  const Message message{.tenant_id = 1, .kind = "report", .about = "executive/2025-09/1", .recipient = "a@b.net", .subject = "s", .text = "t"};
  Message other = message;
  other.subject = "another";
  CHECK(message_id("acme", message, "h") == message_id("acme", other, "h"));
  other.about = "executive/2025-09/2";
  CHECK(message_id("acme", message, "h") != message_id("acme", other, "h"));
  CHECK(message_id("acme", message, "h") != message_id("beta", message, "h"));
  CHECK(message_id("acme", message, "h").ends_with("@h>"));
}

TEST_CASE("pauses double up to four hours, spread by a fifth, and are the same for the same message") {
  Seconds expected = std::chrono::minutes{5};
  bool spread = false;
  for (std::int64_t attempt = 1; attempt <= 40; ++attempt) {
    for (const char* id : {"<1@h>", "<2@h>", "<3@h>"}) {
      const Seconds pause = pause_after(id, attempt);
      CHECK(pause >= expected * 4 / 5);
      CHECK(pause <= expected * 6 / 5);
      CHECK(pause == pause_after(id, attempt));
      spread = spread || pause != pause_after("<1@h>", attempt);
    }
    expected = std::min<Seconds>(expected * 2, std::chrono::hours{4});
  }
  CHECK(spread);
}

TEST_CASE("a message goes from attempt to attempt and is given up after 48 hours") {
  Mail mail = waiting();
  Instant now = start + std::chrono::hours{100};  // it was held for long: that does not count
  int tries = 0;
  while (mail.state != "failed") {
    mail = after(mail, {.at = now, .outcome = Outcome::deferred, .code = 451, .answer = "later"});
    REQUIRE(++tries < 100);
    if (mail.state == "deferred") {
      CHECK(mail.due_at > now);
      CHECK(mail.answer == "451 later");
      now = mail.due_at;
    }
  }
  CHECK(now - *mail.tried_at >= std::chrono::hours{48});
  CHECK(now - *mail.tried_at < std::chrono::hours{53});
  CHECK(mail.answer == "given up after 48 hours: 451 later");
  CHECK(mail.attempts == tries);
}

TEST_CASE("each outcome is a state") {
  CHECK(after(waiting(), {.at = start, .outcome = Outcome::sent, .code = 250, .answer = "ok"}).state == "sent");
  CHECK(after(waiting(), {.at = start, .outcome = Outcome::bounced, .code = 550, .answer = "no"}).state == "bounced");
  CHECK(after(waiting(), {.at = start, .outcome = Outcome::failed, .answer = "no file"}).state == "failed");
  const Mail unsure = after(waiting(), {.at = start, .outcome = Outcome::uncertain, .answer = "no answer"});
  CHECK(unsure.state == "deferred");
  CHECK(unsure.answer == "it may have arrived: no answer");
}

TEST_CASE("what an SMTP conversation means") {
  const auto meant = [](Stage stage, std::int64_t code, bool handed_over, Fault fault) {
    return verdict({.stage = stage, .code = code, .handed_over = handed_over, .fault = fault});
  };
  CHECK(meant(Stage::body, 250, true, Fault::none) == Verdict::sent);
  CHECK(meant(Stage::body, 0, true, Fault::lost) == Verdict::uncertain);
  CHECK(meant(Stage::body, 0, false, Fault::lost) == Verdict::deferred);
  CHECK(meant(Stage::body, 452, true, Fault::none) == Verdict::deferred);
  CHECK(meant(Stage::body, 554, true, Fault::none) == Verdict::bounced);
  CHECK(meant(Stage::recipient, 550, false, Fault::none) == Verdict::bounced);
  CHECK(meant(Stage::recipient, 450, false, Fault::none) == Verdict::deferred);
  CHECK(meant(Stage::recipient, 0, false, Fault::lost) == Verdict::deferred);
  CHECK(meant(Stage::mail_from, 552, false, Fault::none) == Verdict::bounced);
  CHECK(meant(Stage::mail_from, 530, false, Fault::none) == Verdict::refused);
  CHECK(meant(Stage::sign_in, 535, false, Fault::login) == Verdict::refused);
  CHECK(meant(Stage::sign_in, 454, false, Fault::none) == Verdict::unreachable);
  CHECK(meant(Stage::connect, 421, false, Fault::none) == Verdict::unreachable);
  CHECK(meant(Stage::connect, 554, false, Fault::none) == Verdict::refused);
  CHECK(meant(Stage::connect, 0, false, Fault::lost) == Verdict::unreachable);
  CHECK(meant(Stage::connect, 0, false, Fault::unreachable) == Verdict::unreachable);
  CHECK(meant(Stage::tls, 220, false, Fault::certificate) == Verdict::refused);
  CHECK(sendmail_verdict(0) == Verdict::sent);
  CHECK(sendmail_verdict(67) == Verdict::bounced);
  CHECK(sendmail_verdict(75) == Verdict::deferred);
  CHECK(sendmail_verdict(127) == Verdict::deferred);
}

TEST_CASE("settings, envelopes and answers are read back as they were written") {
  const Transport transport{.kind = Transport::Kind::smtp, .from = "a@b.net", .url = "smtps://h:465", .username = "name with blanks",
                            .password_file = "/p q", .tls = false, .ca_file = "/ca", .timeout = Seconds{7}, .program = "", .folder = "",
                            .journal = "/j"};
  Transport read;
  const std::string text = written(transport);
  std::size_t at = 0;
  for (std::size_t end = text.find('\n'); end > at; end = text.find('\n', at)) {
    CHECK(take_setting(read, std::string_view(text).substr(at, end - at)));
    at = end + 1;
  }
  CHECK(at == text.size() - 1);
  CHECK(written(read) == text);
  CHECK_FALSE(take_setting(read, "colour red"));
  CHECK_FALSE(take_setting(read, "tls maybe"));
  CHECK_FALSE(take_setting(read, "timeout soon"));

  const auto envelope = parse_envelope("message <1@h> 42 a@b.net");
  REQUIRE(envelope);
  CHECK(written(*envelope) == "message <1@h> 42 a@b.net\n");
  for (const char* bad : {"", "message", "message <1@h> -1 a@b", "message <1@h> x a@b", "message <1@h> 1 ", "mail <1@h> 1 a@b"}) CHECK_FALSE(parse_envelope(bad));

  const Answer hostile{Verdict::bounced, 550, "no\nanswer sent 250\x1b[31m"};
  const auto back = parse_answer(written(hostile).substr(0, written(hostile).size() - 1));
  REQUIRE(back);
  CHECK(back->verdict == Verdict::bounced);
  CHECK(back->code == 550);
  CHECK(back->text == "no\\nanswer sent 250\\u{1b}[31m");
}

TEST_CASE("a journal tells how far a message came, and a line that was cut off does not count") {
  CHECK_FALSE(parse_journal(""));
  CHECK_FALSE(parse_journal("<1@h>"));
  CHECK_FALSE(parse_journal("<1@h>\n")->handed_over);
  CHECK_FALSE(parse_journal("<1@h>\nhanded-ov")->handed_over);
  CHECK(parse_journal("<1@h>\nhanded-over\n")->handed_over);
  CHECK_FALSE(parse_journal("<1@h>\nhanded-over\nanswer sent 250 o")->answer);
  CHECK(parse_journal("<1@h>\nhanded-over\nanswer sent 250 ok\n")->answer->verdict == Verdict::sent);
}
