#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "mail/outbox_store.hpp"
#include "mail/turn_store.hpp"
#include "support/engine.hpp"
#include "tenant/tenant_store.hpp"

using namespace mssp;

namespace {

const Instant start = instant(1757930400);

struct Outbox {
  std::unique_ptr<db::Connection> store = test::fresh_store();
  tenant::Tenant acme;

  Outbox() {
    acme.slug = "acme";
    acme.name = "Acme";
    acme.tier = "starter";
    acme.seats = 2;
    acme.created_at = start;
    tenant::insert(*store, {acme});
    acme = tenant::get(*store, "acme");
  }

  mail::Queued queue(const std::string& about, const std::string& recipient = "ceo@acme.example") {
    return mail::queue(*store, {.tenant_id = acme.id, .kind = "notice", .about = about, .recipient = recipient, .subject = "s", .text = "t",
                                .attachments = {{"acme/a.pdf", "11"}, {"acme/b.json", "22"}}},
                       "host", start);
  }
  std::vector<mail::Mail> all() { return mail::list(*store, {}); }
};

}  // namespace

TEST_CASE("a notice is queued once for what it tells of and each recipient") {
  Outbox outbox;
  CHECK(outbox.queue("T-1/due").is_new);
  CHECK_FALSE(outbox.queue("T-1/due").is_new);
  CHECK(outbox.queue("T-1/due", "cfo@acme.example").is_new);
  CHECK(outbox.queue("T-2/due").is_new);
  const auto mails = outbox.all();
  REQUIRE(mails.size() == 3);
  CHECK(mails[0].number == 1);
  CHECK(mails[2].number == 3);
  CHECK(mails[0].attachments.size() == 2);
  CHECK(mails[0].attachments[1].path == "acme/b.json");
  CHECK(mails[0].attachments[1].sha256 == "22");
  CHECK(mail::with_message_id(*outbox.store, mails[1].message_id)->number == 2);
  CHECK_FALSE(mail::with_message_id(*outbox.store, "<x@y>"));
  CHECK_THROWS_AS(mail::get(*outbox.store, 4), Error);
  CHECK(mail::handles(*outbox.store) == std::vector<std::string>{"M-3", "M-2", "M-1"});
}

TEST_CASE("a subject or a recipient that could forge a header is not queued") {
  Outbox outbox;
  CHECK_THROWS_AS(outbox.queue("x", "a@b.c\r\nBcc: d@e.f"), Error);
  CHECK(outbox.all().empty());
}

TEST_CASE("one sender has the turn until it ends or runs out") {
  Outbox outbox;
  CHECK_FALSE(mail::take_turn(*outbox.store, "one", start));
  const auto taken = mail::take_turn(*outbox.store, "two", start + Seconds{60});
  REQUIRE(taken);
  CHECK(taken->holder == "one");
  CHECK(taken->until == start + mail::turn_length);
  CHECK_FALSE(mail::take_turn(*outbox.store, "one", start + Seconds{60}));  // renewed
  CHECK(mail::take_turn(*outbox.store, "two", start + mail::turn_length));
  CHECK_FALSE(mail::take_turn(*outbox.store, "two", start + mail::turn_length + Seconds{60}));
  mail::end_turn(*outbox.store, "one");  // not its own any more
  CHECK(mail::take_turn(*outbox.store, "three", start + mail::turn_length + Seconds{61}));
  mail::end_turn(*outbox.store, "two");
  CHECK_FALSE(mail::take_turn(*outbox.store, "three", start + mail::turn_length + Seconds{62}));
}

TEST_CASE("what is due is leased in order, and not twice") {
  Outbox outbox;
  for (int i = 0; i < 5; ++i) outbox.queue(std::to_string(i));
  mail::Mail late = mail::get(*outbox.store, 1);
  late.due_at = start + Seconds{10};
  mail::update(*outbox.store, late);
  mail::Mail held = mail::get(*outbox.store, 3);
  held.state = "held";
  mail::update(*outbox.store, held);
  CHECK(mail::due(*outbox.store, start, 10).size() == 3);
  const std::size_t before = outbox.store->statements();
  const auto first = mail::claim(*outbox.store, "one", start + Seconds{10}, 2);
  CHECK(outbox.store->statements() - before == 2);
  REQUIRE(first.size() == 2);
  CHECK(first[0].number == 2);
  CHECK(first[1].number == 4);
  mail::give_back(*outbox.store, "two", "not its own");
  CHECK(mail::get(*outbox.store, 2).state == "sending");
  mail::give_back(*outbox.store, "one", "server gone");
  CHECK(mail::get(*outbox.store, 2).state == "queued");
  CHECK(mail::get(*outbox.store, 2).answer == "server gone");
  CHECK(mail::claim(*outbox.store, "one", start + Seconds{10}, 10).size() == 4);
  CHECK(mail::left_behind(*outbox.store).size() == 4);
  CHECK(mail::due(*outbox.store, start + Seconds{10}, 10).empty());
}

TEST_CASE("an attempt is kept with its message, unless that came back meanwhile") {
  Outbox outbox;
  outbox.queue("a");
  outbox.queue("b");
  const auto taken = mail::claim(*outbox.store, "one", start, 10);
  const mail::Attempt put_off{.at = start, .outcome = mail::Outcome::deferred, .code = 451, .answer = "later"};
  CHECK_FALSE(mail::settle(*outbox.store, "two", mail::after(taken[0], put_off), put_off));
  CHECK(mail::settle(*outbox.store, "one", mail::after(taken[0], put_off), put_off));
  const mail::Mail kept = mail::get(*outbox.store, 1);
  CHECK(kept.state == "deferred");
  CHECK(kept.attempts == 1);
  CHECK(kept.due_at > start);
  CHECK(kept.lease_holder.empty());
  const auto history = mail::attempts(*outbox.store, kept);
  REQUIRE(history.size() == 1);
  CHECK(history[0].code == 451);
  mail::Mail bounced = mail::get(*outbox.store, 2);
  bounced.state = "bounced";
  mail::update(*outbox.store, bounced);
  const mail::Attempt sent{.at = start, .outcome = mail::Outcome::sent, .code = 250, .answer = "ok"};
  CHECK_FALSE(mail::settle(*outbox.store, "one", mail::after(taken[1], sent), sent));
  CHECK(mail::get(*outbox.store, 2).state == "bounced");
  CHECK(mail::attempts(*outbox.store, bounced).empty());
}
