#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "sla/policy_store.hpp"
#include "support/engine.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/label_store.hpp"
#include "ticket/ticket_store.hpp"
#include "ticket/transfer_store.hpp"

using namespace mssp;
using namespace std::chrono_literals;

namespace {

const Instant now = period_of({2025, 9}, Zone::utc()).from + 24h * 14;

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

  ticket::Ticket ticket(const tenant::Tenant& tenant, Instant at) {
    ticket::Ticket asked;
    asked.tenant_id = tenant.id;
    asked.tenant = tenant.slug;
    asked.subject = "mail is down";
    asked.opened_at = at;
    asked.changed_at = at;
    const sla::Event event{at, sla::EventKind::opened, sla::Actor::customer, true, asked.priority, 0, {}};
    return ticket::record(*connection, {{asked, {{event, "tester", "", ""}}}}, built_in(tenant)).front();
  }

  ticket::Ticket take(const ticket::Ticket& before, Instant at, std::string_view verb) {
    const sla::Event event{at, ticket::kind_of(before, verb), sla::Actor::agent, true};
    return ticket::record(*connection, {{ticket::with(before, event), {{event, "tester", "so be it", ""}}}},
                          built_in(tenant::get(*connection, before.tenant)))
        .front();
  }

  static ticket::Promises built_in(const tenant::Tenant& tenant) { return {{{tenant.id, {}}}, sla::Calendars({})}; }
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
  CHECK(ticket::list(*store, {.tenant = "acme"}, {}, now).size() == 2);
  CHECK(ticket::list(*store, {.status = ticket::Status::open}, {}, now).empty());
  CHECK(ticket::handles(*store) == std::vector<std::string>{"T-3", "T-2", "T-1"});
  CHECK_THROWS_AS(ticket::get(*store, 4), Error);
}

TEST_CASE("a ticket's state follows from its stored events") {
  Store store;
  ticket::Ticket current = store.ticket(store.tenant("acme"), now);
  Instant at = now;
  for (const char* verb : {"reply", "hold --reason customer", "hold --reason vendor", "resume", "resolve", "reply", "reopen",
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

TEST_CASE("lists are filtered, and by due time when that is asked for") {
  Store store;
  const tenant::Tenant acme = store.tenant("acme");
  const ticket::Ticket late = store.ticket(acme, now - 30h);                                  // T-1: both overdue
  store.take(store.ticket(acme, now - 30h), now - 29h, "hold --reason customer");             // T-2: response overdue
  store.take(store.take(store.ticket(acme, now - 1h), now, "reply"), now, "hold --reason customer");  // T-3: paused
  store.take(store.ticket(acme, now - 200min), now, "resolve");                               // T-4: stopped
  store.ticket(acme, now - 200min);                                                           // T-5: response at risk
  ticket::add_tags(*store, late, {"vip"});
  const auto numbers = [&](const ticket::Filter& filter) {
    std::vector<std::int64_t> all;
    for (const auto& each : ticket::list(*store, filter, {}, now)) all.push_back(each.ticket.number);
    return all;
  };
  using Numbers = std::vector<std::int64_t>;
  CHECK(numbers({}) == Numbers{1, 2, 3, 4, 5});
  CHECK(numbers({.breached = true}) == Numbers{1, 2});
  CHECK(numbers({.at_risk = true}) == Numbers{5});
  CHECK(numbers({.at_risk = true, .breached = true}) == Numbers{1, 2, 5});
  CHECK(numbers({.due_before = now + 1h}) == Numbers{1, 2, 5});
  CHECK(numbers({.tag = "vip"}) == Numbers{1});
  CHECK(numbers({.priority = sla::Priority::p1}).empty());
  CHECK(numbers({.analyst = "nobody"}).empty());
  CHECK(ticket::list(*store, {}, {}, now)[2].due_at == std::nullopt);
  CHECK(ticket::list(*store, {}, {}, now)[4].due_at == now + 40min);
}

TEST_CASE("an import comes in with as many statements for thousands as for one, and comes in once") {
  Store store;
  const tenant::Tenant acme = store.tenant("acme");
  const auto known = [&] {
    ticket::Known all{.tenants = {{"acme", acme}}, .promises = Store::built_in(acme), .analysts = {}, .references = {},
                      .identities = {}, .author = "tester", .now = now};
    ticket::add_known(*store, all);
    return all;
  };
  const auto file = [](int first, int count) {
    std::string text = "tenant,reference,subject,tags,opened_at,responded_at,resolved_at\n";
    for (int i = first; i < first + count; ++i) {
      text += "acme,R-" + std::to_string(i) + ",old,a b,2025-09-01T08:00:00Z,2025-09-01T13:00:00Z,2025-09-01T14:00:00Z\n";
    }
    return text;
  };
  const auto imported = [&](const std::string& text, std::size_t& untouched) {
    const ticket::Known all = known();
    const std::size_t before = (*store).statements();
    const auto read = ticket::read_import(text, "old.csv", all, untouched);
    const std::size_t count = ticket::insert(*store, read, all.promises).size();
    return std::pair(count, (*store).statements() - before);
  };
  std::size_t untouched = 0;
  const auto [one, few] = imported(file(0, 1), untouched);
  const auto [many, as_few] = imported(file(0, 3000), untouched);
  CHECK(one == 1);
  CHECK(many == 2999);
  CHECK(untouched == 1);
  CHECK(as_few == few);
  const ticket::Ticket last = ticket::get(*store, 3000);
  CHECK(last.status == ticket::Status::resolved);
  CHECK(last.reference == "R-2999");
  CHECK(ticket::tags_of(*store, last) == std::vector<std::string>{"a", "b"});
  const auto clocks = ticket::clocks_of(*store, last);
  REQUIRE(clocks.size() == 2);
  CHECK(clocks[0].verdict == sla::Verdict::missed);
  CHECK(clocks[1].verdict == sla::Verdict::met);
}
