// The SQL of services, outages, snapshots and house policies; statements are counted.
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "monitor/outage_store.hpp"
#include "monitor/service_store.hpp"
#include "sla/policy_store.hpp"
#include "sla/snapshot_store.hpp"
#include "support/engine.hpp"
#include "tenant/tenant_store.hpp"

using namespace mssp;
using namespace mssp::monitor;
using namespace std::chrono_literals;

namespace {

const Instant now = instant(1757930400);

struct Fixture {
  std::unique_ptr<db::Connection> store = test::fresh_store();
  tenant::Tenant acme;

  Fixture() {
    tenant::Tenant made;
    made.slug = "acme";
    made.name = "Acme";
    made.tier = "enterprise";
    made.seats = 5;
    made.created_at = now;
    tenant::insert(*store, {made});
    acme = tenant::get(*store, "acme");
  }

  Service add(const std::string& name, std::optional<std::string> url) {
    Service service;
    service.tenant_id = acme.id;
    service.tenant = "acme";
    service.name = name;
    service.url = std::move(url);
    service.watched_from = now;
    insert(*store, service);
    return get(*store, acme, name);
  }
  std::size_t statements(const std::function<void()>& body) {
    const std::size_t before = store->statements();
    body();
    return store->statements() - before;
  }
};

}  // namespace

TEST_CASE("two runs never take the same service, and a dead one is waited for no longer") {
  Fixture fixture;
  db::Connection& store = *fixture.store;
  for (int i = 0; i < 30; ++i) fixture.add("web" + std::to_string(i), "tcp://127.0.0.1:1");
  fixture.add("vpn", std::nullopt);  // nobody looks
  Claim first;
  CHECK(fixture.statements([&] { first = store.atomically([&] { return claim_due(store, now, 600s); }); }) == 3);
  CHECK(first.services.size() == 30);
  CHECK(store.atomically([&] { return claim_due(store, now + 10s, 600s); }).services.empty());
  const Claim second = store.atomically([&] { return claim_due(store, now + 601s, 600s); });
  CHECK(second.services.size() == 30);
  CHECK(second.number != first.number);

  std::vector<Found> found;
  for (const Service& service : second.services) found.push_back({service.tenant_id, service.id, {now + 601s, State::up, "connected"}});
  CHECK(fixture.statements([&] { record(store, second, found, now + 601s); }) == 2);
  record(store, first, {}, now + 900s);  // comes back too late: the services are not its own
  CHECK(get(store, fixture.acme, "web3").checked_at == now + 601s);
  CHECK(store.atomically([&] { return claim_due(store, now + 660s, 600s); }).services.empty());
  const Claim third = store.atomically([&] { return claim_due(store, now + 661s, 600s); });
  CHECK(third.services.size() == 30);
  const auto last = last_changes(store, third);
  REQUIRE(last.size() == 30);
  CHECK(last[7]->detail == "connected");
}

TEST_CASE("everything known of many services takes four statements") {
  Fixture fixture;
  db::Connection& store = *fixture.store;
  for (int i = 0; i < 20; ++i) {
    const Service service = fixture.add("s" + std::to_string(i), std::nullopt);
    keep(store, {{service, {now, now + 60s, "x"}}}, now + 100s);
    insert(store, {service, {now + 200s, now + 300s, now, "y"}}, now);
  }
  std::vector<Knowledge> known;
  CHECK(fixture.statements([&] { known = knowledge(store, {fixture.acme}, now + 1000s); }) == 4);
  REQUIRE(known.size() == 20);
  CHECK(known[19].outages.size() == 1);
  CHECK(known[19].maintenance.size() == 1);
  CHECK(knowledge(store, {fixture.acme}, now + 100s)[0].maintenance.empty());
}

TEST_CASE("outages are kept once") {
  Fixture fixture;
  db::Connection& store = *fixture.store;
  const Service vpn = fixture.add("vpn", std::nullopt);
  const std::vector<RecordedOutage> outages{{vpn, {now, {}, "a"}}, {vpn, {now + 100s, now + 200s, "b"}}};
  CHECK(keep(store, outages, now) == std::vector{Kept::added, Kept::added});
  CHECK(keep(store, outages, now + 1s) == std::vector{Kept::same, Kept::same});
  CHECK(keep(store, {{vpn, {now, now + 50s, "a"}}}, now + 2s) == std::vector{Kept::changed});
  const auto known = knowledge(store, {fixture.acme}, now + 1000s).front().outages;
  REQUIRE(known.size() == 2);
  CHECK(known[0].to == now + 50s);
  CHECK(known[1].reason == "b");
}

TEST_CASE("a service's name is not used again, and maintenance is known by its beginning") {
  Fixture fixture;
  db::Connection& store = *fixture.store;
  const Service vpn = fixture.add("vpn", std::nullopt);
  remove(store, vpn, now + 10s);
  CHECK_THROWS_AS(get(store, fixture.acme, "vpn"), Error);
  CHECK_THROWS_AS(fixture.add("vpn", std::nullopt), Error);
  const Service web = fixture.add("web", std::nullopt);
  const RecordedMaintenance window{web, {now + 10s, now + 20s, now, ""}};
  CHECK(insert(store, window, now));
  CHECK_FALSE(insert(store, window, now));
  CHECK(remove_maintenance(store, web, now + 10s));
  CHECK_FALSE(remove_maintenance(store, web, now + 10s));
}

TEST_CASE("a trend takes the last day of each month that was written down") {
  Fixture fixture;
  db::Connection& store = *fixture.store;
  const auto snapshot = [](const char* day, std::int64_t met) {
    sla::Snapshot each;
    each.day = day;
    each.met = met;
    each.missed = 1;
    return each;
  };
  sla::Snapshot timed = snapshot("2025-09-30", 3);
  timed.services = {1000s, 999s, 1s, 0s};
  sla::insert(store, {{fixture.acme.id, snapshot("2025-07-31", 1)}, {fixture.acme.id, snapshot("2025-09-01", 2)}, {fixture.acme.id, timed}}, now);
  CHECK(sla::missing(store, {{fixture.acme.id, "2025-09-30"}, {fixture.acme.id, "2025-10-01"}}).size() == 1);
  const auto months = sla::by_month(store, fixture.acme.id, {2025, 7}, {2025, 9});
  REQUIRE(months.size() == 3);
  CHECK(months[0]->met == 1);
  CHECK_FALSE(months[0]->uptime());
  CHECK_FALSE(months[1]);
  CHECK(months[2]->day == "2025-09-30");
  CHECK(months[2]->compliance() == Percent{75'000});
  CHECK(months[2]->uptime() == Percent{99'900});
}

TEST_CASE("the house default holds until a tenant has a version of its own") {
  Fixture fixture;
  db::Connection& store = *fixture.store;
  sla::Policy house = sla::built_in_policy();
  house.version = 1;
  house.effective_from = now;
  house.uptime = Percent{99'999, 9};
  house.targets[0].update = 600s;
  house.recorded_at = now;
  house.recorded_by = "ann";
  sla::insert_house(store, house);
  sla::Versions all;
  CHECK(fixture.statements([&] { all = sla::versions(store, {fixture.acme}).at(fixture.acme.id); }) == 1);
  CHECK(sla::policy_at(all, now - 1s).version == 0);
  CHECK(sla::policy_at(all, now).version == -1);
  CHECK(sla::policy_for_ticket(all, now - 1s).version == -1);
  CHECK(sla::policy_at(all, now).uptime == Percent{99'999, 9});
  CHECK(sla::policy_of(all, -1).of(sla::Priority::p1).update == 600s);
  sla::PolicyChange change;
  change.calendar = "office";
  const auto own = sla::next_version(all, {change}, now + 100s);
  REQUIRE(own);
  CHECK(own->version == 1);
  CHECK(own->of(sla::Priority::p1).update == 600s);
  sla::insert(store, {{fixture.acme.id, *own}});
  all = sla::versions(store, {fixture.acme}).at(fixture.acme.id);
  CHECK(sla::policy_at(all, now + 99s).version == -1);
  CHECK(sla::policy_at(all, now + 100s).version == 1);
  CHECK(sla::house_versions(store).front().version == 1);
  CHECK(sla::house_versions(store).front().recorded_by == "ann");
}
