#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "sla/policy_store.hpp"
#include "support/engine.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/ticket_store.hpp"

using namespace mssp;
using namespace std::chrono_literals;

namespace {

const Period september = period_of({2025, 9}, Zone::utc());
const Instant now = september.from + 24h * 14;

struct Store {
  std::unique_ptr<db::Connection> connection = test::fresh_store();
  db::Connection& operator*() { return *connection; }

  tenant::Tenant tenant(const std::string& slug) {
    tenant::Tenant made;
    made.slug = slug;
    made.name = slug;
    made.tier = "starter";
    made.seats = 5;
    made.created_at = now;
    tenant::insert(*connection, {made});
    return tenant::get(*connection, slug);
  }

  ticket::Ticket ticket(const tenant::Tenant& tenant, Instant at, std::int64_t policy_version = 0) {
    ticket::Ticket asked;
    asked.tenant_id = tenant.id;
    asked.subject = "mail is down";
    asked.opened_at = at;
    asked.changed_at = at;
    asked.policy_version = policy_version;
    return ticket::open(*connection, asked, {{at, sla::EventKind::opened, sla::Actor::customer, true}, "tester", ""});
  }

  ticket::Ticket take(const ticket::Ticket& before, Instant at, std::string_view verb) {
    const sla::Event event{at, ticket::kind_of(before, verb), sla::Actor::agent, true};
    const ticket::Ticket after = ticket::with(before, event);
    ticket::append(*connection, after, {event, "tester", "so be it"});
    return after;
  }
};

sla::Policy policy(int version, Instant from, Seconds response) {
  sla::Policy made = sla::built_in_policy();
  made.version = version;
  made.effective_from = from;
  made.uptime = Percent{99'900};
  made.calendar = "office";
  made.p1_around_the_clock = true;
  made.targets[1].response = response;
  return made;
}

}  // namespace

TEST_CASE("policies come back as they went in, tenant by tenant") {
  Store store;
  const tenant::Tenant acme = store.tenant("acme");
  const tenant::Tenant other = store.tenant("other");
  sla::insert(*store, {{acme.id, policy(2, now + 1h, 3h)}, {acme.id, policy(1, now, 2h)}});
  const auto all = sla::versions(*store, {acme, other});
  REQUIRE(all.at(acme.id).size() == 2);
  CHECK(all.at(other.id).empty());
  const sla::Policy& first = all.at(acme.id)[0];
  CHECK(first.version == 1);
  CHECK(first.effective_from == now);
  CHECK(first.uptime == Percent{99'900});
  CHECK(first.calendar_of(sla::Priority::p2) == "office");
  CHECK(first.calendar_of(sla::Priority::p1) == "24x7");
  CHECK(first.of(sla::Priority::p2).response == 2h);
  CHECK(first.of(sla::Priority::p4).resolution == 72h);
  CHECK(sla::policy_at(all.at(acme.id), now + 1h).version == 2);
  CHECK(sla::policy_at(all.at(acme.id), now - 1s).version == 0);
  CHECK(sla::versions(*store, {other}).at(other.id).empty());
}

TEST_CASE("ticket numbers count over the whole store") {
  Store store;
  const tenant::Tenant acme = store.tenant("acme");
  const tenant::Tenant other = store.tenant("other");
  CHECK(store.ticket(acme, now).number == 1);
  CHECK(store.ticket(other, now).number == 2);
  CHECK(store.ticket(acme, now).number == 3);
  CHECK(ticket::list(*store, {.tenant = "acme", .status = {}}).size() == 2);
  CHECK(ticket::list(*store, {.tenant = {}, .status = ticket::Status::open}).empty());
  CHECK(ticket::handles(*store) == std::vector<std::string>{"T-3", "T-2", "T-1"});
  CHECK_THROWS_AS(ticket::get(*store, 4), Error);
}

TEST_CASE("a ticket's state follows from its stored events") {
  Store store;
  ticket::Ticket current = store.ticket(store.tenant("acme"), now);
  Instant at = now;
  for (const char* verb : {"respond", "wait --for customer", "wait --for vendor", "resume", "resolve", "respond", "reopen",
                           "close"}) {
    current = store.take(current, at += 60s, verb);
    const ticket::Ticket stored = ticket::get(*store, current.number);
    CHECK(stored.status == current.status);
    CHECK(stored.changed_at == at);
    ticket::Status replayed = ticket::Status::fresh;
    for (const ticket::Entry& entry : ticket::entries(*store, stored)) replayed = ticket::after(replayed, entry.event);
    CHECK(replayed == stored.status);
  }
  CHECK(current.status == ticket::Status::closed);
  const auto entries = ticket::entries(*store, current);
  REQUIRE(entries.size() == 9);
  CHECK(entries[0].event.kind == sla::EventKind::opened);
  CHECK(entries[8].message == "so be it");
  CHECK(ticket::handles(*store).empty());
}

TEST_CASE("histories hold what can count in the period") {
  Store store;
  const tenant::Tenant acme = store.tenant("acme");
  store.ticket(acme, september.from - 24h);                                                     // T-1: still open
  store.take(store.ticket(acme, september.from - 24h), september.from - 1s, "resolve");         // T-2: ended before
  store.take(store.ticket(acme, september.from - 24h), september.from, "resolve");              // T-3: ended within
  store.ticket(acme, september.to);                                                             // T-4: begins after
  store.ticket(store.tenant("other"), now);                                                     // T-5
  const auto numbers = [&](std::optional<std::int64_t> tenant) {
    std::vector<std::int64_t> all;
    for (const auto& history : ticket::histories(*store, tenant, september)) {
      all.push_back(history.ticket.number);
      CHECK(history.events.front().kind == sla::EventKind::opened);
    }
    return all;
  };
  CHECK(numbers(acme.id) == std::vector<std::int64_t>{1, 3});
  CHECK(numbers(std::nullopt) == std::vector<std::int64_t>{1, 3, 5});
}

TEST_CASE("the standing of thousands of tickets takes as many statements as that of one") {
  Store store;
  const tenant::Tenant acme = store.tenant("acme");
  const sla::Calendars calendars({});
  const auto measured = [&] {
    const std::size_t before = (*store).statements();
    const auto versions = sla::versions(*store, {acme}).at(acme.id);
    const auto histories = ticket::histories(*store, acme.id, september);
    const auto standing = ticket::standing(histories, versions, calendars, september, now);
    return std::tuple((*store).statements() - before, histories.size(), standing);
  };
  store.ticket(acme, now - 1h);
  const auto [few, one, standing_of_one] = measured();
  CHECK(one == 1);
  CHECK(few == 3);
  store.connection->atomically([&] {
    for (int i = 0; i < 3000; ++i) store.take(store.ticket(acme, now - 5h), i % 2 == 0 ? now - 2h : now, "respond");
  });
  const auto [many, all, standing] = measured();
  CHECK(all == 3001);
  CHECK(many == few);
  REQUIRE(standing.clocks.size() == 2);  // built-in P3: response 4h, resolution 24h
  CHECK(standing.clocks[0].met == 1500);
  CHECK(standing.clocks[0].missed == 1500);
  CHECK(standing.clocks[0].open == 1);
  CHECK(standing.clocks[0].compliance() == Percent{50'000});
  CHECK(standing.clocks[1].open == 3001);
  CHECK(standing.compliant() == std::optional(false));
}
