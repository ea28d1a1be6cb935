#include <catch2/catch.hpp>

#include <algorithm>

#include "device/device_store.hpp"
#include "device/intake_store.hpp"
#include "support/engine.hpp"
#include "tenant/tenant_store.hpp"

using namespace mssp;
using namespace mssp::device;

namespace {

const Instant noon = instant(1'757'937'600);

tenant::Tenant tenant_named(const std::string& slug) {
  tenant::Tenant tenant;
  tenant.slug = tenant.name = slug;
  tenant.tier = "enterprise";
  tenant.seats = 5;
  tenant.created_at = noon;
  return tenant;
}

Sighting sighting(std::size_t line, const std::string& hostname, const std::string& serial) {
  Sighting made{.line = line};
  add_signal(made, Kind::hostname, hostname);
  add_signal(made, Kind::serial, serial);
  made.details.hostname = hostname;
  return made;
}

struct Store {
  std::unique_ptr<db::Connection> connection = test::fresh_store();
  tenant::Tenant acme;
  tenant::Tenant other;

  Store() {
    tenant::insert(*connection, {tenant_named("acme"), tenant_named("other")});
    acme = tenant::get(*connection, "acme");
    other = tenant::get(*connection, "other");
  }

  Imported take(const std::vector<Sighting>& all, Instant now = noon, const std::string& source = "list",
                const std::map<std::size_t, Answer>& answers = {}) {
    const Import import{.file = "f", .source = source, .tell = [&](const Sink& sink) {
                          for (const Sighting& each : all) sink(Sighting(each));
                        },
                        .answers = answers};
    return connection->atomically([&] { return import_devices(*connection, acme, import, now); });
  }

  std::vector<KeptFact> facts_of(const std::string& name) {
    return facts(*connection, acme, device::device(*connection, "acme", name).id);
  }
};

}  // namespace

TEST_CASE("an import twice changes nothing, and belongs to one tenant") {
  Store store;
  std::vector<Sighting> file{sighting(2, "a", "S-100"), sighting(3, "b", "S-200")};
  file[0].facts = {{"firewall", "", "yes"}};
  file[0].details.group = "servers";
  CHECK(store.take(file).created == 2);
  const Imported again = store.take(file, noon + Seconds{60});
  CHECK(again.created + again.updated + again.facts + again.gone == 0);
  CHECK(again.count(Resolved::Fate::known) == 2);
  CHECK(devices(*store.connection, {.tenant = "acme"}).size() == 2);
  CHECK(devices(*store.connection, {.tenant = "acme", .group = "servers"}).size() == 1);
  CHECK(devices(*store.connection, {.tenant = "other"}).empty());
  CHECK(known_signals(*store.connection, store.other).decide(file[0].signals).verdict == Verdict::fresh);
}

TEST_CASE("the newest observation wins, and a complete list tells what is gone") {
  Store store;
  Sighting first = sighting(2, "a", "S-100");
  first.facts = {{"software", "Zoom", "6.1"}, {"software", "Flash", "32"}, {"firewall", "", "yes"}};
  first.complete = {"software"};
  store.take({first});
  Sighting later = sighting(2, "a", "S-100");
  later.facts = {{"software", "Zoom", "6.2"}};
  later.complete = {"software"};
  const Imported changed = store.take({later}, noon + Seconds{3600});
  CHECK(changed.facts == 1);
  CHECK(changed.gone == 1);
  Sighting old = first;
  old.observed_at = noon - Seconds{3600};
  CHECK(store.take({old}, noon + Seconds{7200}).facts == 0);
  const auto known = store.facts_of("a");
  REQUIRE(known.size() == 3);
  CHECK(known[0].fact.name == "firewall");
  CHECK(known[1].fact.item == "Flash");
  CHECK(known[1].gone_at == noon + Seconds{3600});
  CHECK(known[2].fact.value == "6.2");
  CHECK(known[2].first_seen == noon);
  CHECK(known[2].since == noon + Seconds{3600});
  // It comes back: a new item.
  store.take({first}, noon + Seconds{9000});
  CHECK(store.facts_of("a")[1].first_seen == noon + Seconds{9000});
  CHECK_FALSE(store.facts_of("a")[1].gone_at);
}

TEST_CASE("what was removed is gone, unless it is told at that time or later, or with another value") {
  Store store;
  const auto told = [](Instant at, std::vector<Fact> facts, std::vector<Fact> removed) {
    Sighting made{.key = "a", .observed_at = at, .facts = std::move(facts), .removed = std::move(removed)};
    add_signal(made, Kind::hostname, "a");
    return made;
  };
  const auto fact_of = [&](const std::string& item) {
    for (const KeptFact& each : store.facts_of("a")) {
      if (each.fact.item == item) return each;
    }
    throw std::logic_error("no fact about " + item);
  };
  const Instant now = noon + Seconds{9000};
  const Fact flash{"software", "Flash", "32"};
  const Fact zoom{"software", "Zoom", "6.0"};
  const Fact zoom_2{"software", "Zoom", "6.1"};
  const Fact ann{"local_admin", "ann", ""};
  const std::vector<Sighting> log{told(noon, {flash, zoom, ann}, {}),
                                  told(noon + Seconds{60}, {zoom_2}, {zoom}),  // an update: one row goes, another comes
                                  told(noon + Seconds{120}, {}, {flash, ann}),
                                  told(noon + Seconds{120}, {ann}, {}),  // her row has changed, in either order of the lines
                                  told(noon + Seconds{180}, {}, {{"software", "Never", "1"}})};
  const Imported first = store.take(log, now, "osquery");
  CHECK(first.gone == 1);
  CHECK(fact_of("Flash").gone_at == noon + Seconds{120});
  CHECK_FALSE(fact_of("Zoom").gone_at);
  CHECK(fact_of("Zoom").fact.value == "6.1");
  CHECK_FALSE(fact_of("ann").gone_at);
  CHECK(store.facts_of("a").size() == 3);

  // The same log again, or its beginning alone, tells nothing new.
  const Imported again = store.take(log, now, "osquery");
  CHECK(again.facts + again.gone + again.updated == 0);
  CHECK(store.take({log[0]}, now, "osquery").facts == 0);
  CHECK(fact_of("Flash").gone_at == noon + Seconds{120});

  // A later file takes away what an earlier one told, also the newer value; what another source tells stays.
  CHECK(store.take({told(noon + Seconds{200}, {}, {zoom})}, now, "osquery").gone == 0);
  CHECK(store.take({told(noon + Seconds{200}, {}, {zoom_2})}, now, "list").gone == 0);
  CHECK(store.take({told(noon + Seconds{200}, {}, {zoom_2})}, now, "osquery").gone == 1);
  CHECK(fact_of("Zoom").gone_at == noon + Seconds{200});

  // It was removed and is there again: within one file, and after it.
  CHECK(store.take({told(noon + Seconds{300}, {flash}, {}), told(noon + Seconds{400}, {}, {flash}), told(noon + Seconds{500}, {flash}, {})}, now,
                   "osquery").gone == 0);
  CHECK_FALSE(fact_of("Flash").gone_at);
  CHECK(fact_of("Flash").first_seen == noon + Seconds{500});
  store.take({told(noon + Seconds{600}, {zoom_2}, {})}, now, "osquery");
  CHECK_FALSE(fact_of("Zoom").gone_at);
}

TEST_CASE("a clock that is ahead makes no fact that never grows old") {
  Store store;
  Sighting future = sighting(2, "a", "S-100");
  future.facts = {{"firewall", "", "yes"}};
  future.observed_at = noon + Seconds{1'000'000};
  store.take({future});
  CHECK(store.facts_of("a").at(0).observed_at == noon);
}

TEST_CASE("nothing is kept while a record is unsure, unless it is answered") {
  Store store;
  Sighting known = sighting(2, "a", "");
  add_signal(known, Kind::mac, "3c:22:fb:00:00:01");
  store.take({known});
  Sighting doubtful = sighting(3, "b", "");
  add_signal(doubtful, Kind::mac, "3c:22:fb:00:00:01");
  const std::vector<Sighting> file{sighting(2, "c", "S-300"), doubtful};
  CHECK(store.take(file).count(Resolved::Fate::unsure) == 1);
  CHECK(devices(*store.connection, {.tenant = "acme"}).size() == 1);
  CHECK(store.take(file, noon, "list", {{3, {"a", false}}}).updated == 1);
  CHECK(devices(*store.connection, {.tenant = "acme"}).size() == 2);
  CHECK(device::device(*store.connection, "acme", "a").details.hostname == "b");
}

TEST_CASE("the statements of an import do not grow with its records") {
  const auto statements = [](std::size_t count) {
    Store store;
    std::vector<Sighting> file;
    for (std::size_t i = 0; i < count; ++i) {
      file.push_back(sighting(i + 2, "host-" + std::to_string(i), "SERIAL-" + std::to_string(i)));
      file.back().facts = {{"firewall", "", "yes"}, {"software", "Zoom", "6.1"}};
    }
    const std::size_t before = store.connection->statements();
    store.take(file);
    for (Sighting& each : file) each.facts[1].value = "6.2";
    store.take(file, noon + Seconds{60});
    return store.connection->statements() - before;
  };
  CHECK(statements(2) == statements(500));
}
