#include <catch2/catch.hpp>
#include "base/error.hpp"
#include "finding/finding_store.hpp"
#include "finding/import_store.hpp"
#include "support/engine.hpp"
#include "tenant/tenant_store.hpp"

using namespace mssp;
using finding::Import;
using finding::Severity;
using finding::State;

namespace {

const Instant noon = instant(1'757'937'600);
const config::Tier unlimited;

struct Store {
  std::unique_ptr<db::Connection> connection = test::fresh_store();
  tenant::Tenant acme;
  Instant now = noon;

  Store() {
    acme.slug = acme.name = "acme";
    acme.tier = "enterprise";
    acme.seats = 5;
    tenant::insert(*connection, {acme});
    acme = tenant::get(*connection, "acme");
  }

  // A day passes between two imports.
  scan::Scan import(const Import& import, const config::Tier& tier = unlimited) {
    now += Seconds{86400};
    return connection->atomically([&] { return finding::import_scan(*connection, acme, tier, import, now); }).scan;
  }

  std::vector<finding::Finding> all(std::optional<State> state = std::nullopt) {
    return finding::list(*connection, {.tenant = "acme", .severity = std::nullopt, .state = state}, now);
  }
};

// A whole scan of ports 1 to 1000 of these hosts, which reports these open ports on each of them.
Import scan_of(const std::vector<std::string>& hosts, const std::vector<int>& ports) {
  static int file = 0;
  Import import;
  import.file = "scan.xml";
  import.scan.scanner = "nmap";
  import.scan.sha256 = std::to_string(++file);
  import.scan.complete = import.coverage.complete = true;
  import.coverage.scanner = "nmap";
  import.coverage.sources = {"nmap"};
  import.coverage.ports["tcp"] = {{ 1, 1000 }};
  for (const std::string& host : hosts) {
    import.assets.push_back({host, ""});
    import.coverage.assets[host];
    for (const int port : ports) {
      finding::Draft draft;
      draft.identity = {
          .asset = host, .port = port, .protocol = "tcp", .source = "nmap", .rule = "open-port", .component = ""};
      draft.title = "open port " + std::to_string(port);
      draft.severity = port == 23 ? Severity::high : Severity::info;
      import.drafts.push_back(draft);
      import.coverage.assets[host].open.insert({"tcp", port});
      import.coverage.assets[host].decided.insert({"tcp", port});
    }
  }
  return import;
}

std::vector<std::string> addresses(int count) {
  std::vector<std::string> all;
  for (int i = 0; i < count; ++i) all.push_back("10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250));
  return all;
}

void check_counts(const scan::Scan& scan, std::int64_t created, std::int64_t untouched, std::int64_t reopened,
                  std::int64_t fixed) {
  CHECK(scan.created == created);
  CHECK(scan.untouched == untouched);
  CHECK(scan.reopened == reopened);
  CHECK(scan.fixed == fixed);
  CHECK(scan.reported == created + untouched + reopened);
}

}  // namespace

TEST_CASE("a finding is created, seen again, fixed and reopened") {
  Store store;
  check_counts(store.import(scan_of({"192.0.2.1"}, {22, 23})), 2, 0, 0, 0);
  const auto first = store.all();
  REQUIRE(first.size() == 2);
  CHECK(first[0].severity == Severity::high);
  CHECK(first[0].due_at == store.now + Seconds{30 * 86400});
  CHECK_FALSE(first[1].due_at);

  check_counts(store.import(scan_of({"192.0.2.1"}, {22, 23})), 0, 2, 0, 0);
  CHECK(store.all()[0].first_seen == first[0].first_seen);
  CHECK(store.all()[0].last_seen == store.now);
  CHECK(store.all()[0].due_at == first[0].due_at);

  check_counts(store.import(scan_of({"192.0.2.1"}, {22})), 0, 1, 0, 1);
  const auto fixed = store.all(State::fixed);
  REQUIRE(fixed.size() == 1);
  CHECK(fixed[0].identity.port == 23);
  CHECK(fixed[0].fixed_at == store.now);
  check_counts(store.import(scan_of({"192.0.2.1"}, {22})), 0, 1, 0, 0);

  check_counts(store.import(scan_of({"192.0.2.1"}, {22, 23})), 0, 1, 1, 0);
  const auto back = store.all(State::open);
  REQUIRE(back.size() == 2);
  CHECK(back[0].handle == fixed[0].handle);
  CHECK(back[0].last_seen == store.now);
  CHECK(back[0].reopened == 1);
  CHECK_FALSE(back[0].fixed_at);
  CHECK(back[0].due_at == store.now + Seconds{30 * 86400});
}

TEST_CASE("only what the scan looked at is closed") {
  Store store;
  store.import(scan_of({"192.0.2.1", "192.0.2.2"}, {22, 2000}));
  Import narrow = scan_of({"192.0.2.1"}, {});
  narrow.accept_coverage = true;
  check_counts(store.import(narrow), 0, 0, 0, 1);
  const auto fixed = store.all(State::fixed);
  REQUIRE(fixed.size() == 1);
  CHECK(fixed[0].identity.asset == "192.0.2.1");
  CHECK(fixed[0].identity.port == 22);
}

TEST_CASE("a scan in doubt closes nothing") {
  Store store;
  store.import(scan_of(addresses(10), {22}));
  Import doubtful = scan_of(addresses(10), {});
  std::string doubt;
  SECTION("truncated") {
    doubtful.coverage.complete = false;
    doubt = "the scan did not reach its end";
  }
  SECTION("truncated, even when its coverage is accepted") {
    doubtful.coverage.complete = false;
    doubtful.accept_coverage = true;
    doubt = "the scan did not reach its end";
  }
  SECTION("empty") {
    doubtful = scan_of({}, {});
    doubt = "the scan saw no host";
  }
  SECTION("shrunken, and again as small") {
    store.import(scan_of(addresses(7), {}));
    doubtful = scan_of(addresses(7), {});
    doubt = "the scan saw fewer than 80 % of the hosts of the last one";
  }
  const scan::Scan scan = store.import(doubtful);
  CHECK(scan.doubt == doubt);
  CHECK(scan.fixed == 0);
  CHECK(store.all(State::open).size() == 10);
}

TEST_CASE("a scan that is not much smaller, or accepted as it is, closes") {
  Store store;
  store.import(scan_of(addresses(10), {22}));
  SECTION("80 % of the hosts") {
    CHECK(store.import(scan_of(addresses(8), {})).fixed == 8);
  }
  SECTION("fewer, accepted") {
    Import small = scan_of(addresses(2), {});
    small.accept_coverage = true;
    CHECK(store.import(small).fixed == 2);
    CHECK(store.import(scan_of(addresses(2), {})).doubt.empty());
  }
}

TEST_CASE("a scan older than one imported before closes nothing") {
  Store store;
  Import newer = scan_of({"192.0.2.1"}, {22});
  newer.scan.finished = noon - Seconds{60};
  store.import(newer);
  Import older = scan_of({"192.0.2.1"}, {});
  older.scan.finished = noon - Seconds{3600};
  CHECK(store.import(older).doubt == "a newer scan was imported already");
  CHECK(store.all(State::open).size() == 1);
  older.scan.sha256 = "another file";
  older.scan.finished = newer.scan.finished;
  CHECK(store.import(older).fixed == 1);
}

TEST_CASE("decisions of people outlive scans, until they expire") {
  Store store;
  store.import(scan_of({"192.0.2.1"}, {22, 23}));
  auto all = store.all();
  all[0].state = State::accepted;
  all[0].owner = "ann@acme.example";
  all[0].reason = "replaced in spring";
  all[0].expires_at = store.now + Seconds{5 * 86400};
  all[1].state = State::false_positive;
  for (const auto& decided : all) finding::update_decision(*store.connection, decided);
  check_counts(store.import(scan_of({"192.0.2.1"}, {22, 23})), 0, 2, 0, 0);
  check_counts(store.import(scan_of({"192.0.2.1"}, {})), 0, 0, 0, 0);
  CHECK(store.all(State::open).empty());
  REQUIRE(store.all(State::accepted).size() == 1);
  CHECK(store.all(State::accepted)[0].owner == "ann@acme.example");

  store.now = *all[0].expires_at - Seconds{1};
  CHECK(store.all(State::open).empty());
  store.now = *all[0].expires_at;
  CHECK(store.all(State::open).size() == 1);
  CHECK(store.all(State::accepted).empty());
  CHECK(finding::get(*store.connection, all[0].handle, store.now).state == State::open);
  check_counts(store.import(scan_of({"192.0.2.1"}, {})), 0, 0, 0, 1);
}

TEST_CASE("a file imported twice changes nothing, unless it is asked for") {
  Store store;
  Import import = scan_of({"192.0.2.1"}, {22});
  store.import(import);
  const auto again = finding::import_scan(*store.connection, store.acme, unlimited, import, store.now);
  CHECK_FALSE(again.changed);
  CHECK(again.scan.number == 1);
  CHECK(scan::list(*store.connection, "acme").size() == 1);
  import.again = true;
  CHECK(store.import(import).number == 2);
}

TEST_CASE("a tier's limits name what is too much, and keep nothing") {
  Store store;
  config::Tier tier;
  tier.assets = 3;
  tier.scans_per_month = 2;
  store.import(scan_of({"192.0.2.1", "192.0.2.2"}, {22}), tier);
  const auto failure = [&](const Import& import) -> std::string {
    try {
      store.import(import, tier);
    } catch (const Error& error) {
      CHECK(error.code() == Code::limit);
      return error.message();
    }
    return "";
  };
  CHECK(failure(scan_of({"192.0.2.2", "192.0.2.7", "192.0.2.8", "192.0.2.9"}, {22})) ==
        "tenant 'acme' uses 2 of 3 assets; asset '192.0.2.8' would exceed that");
  CHECK(scan::asset_ids(*store.connection, store.acme).size() == 2);
  CHECK(failure(scan_of({"192.0.2.1", "192.0.2.2", "192.0.2.7"}, {22})).empty());
  CHECK(failure(scan_of({"192.0.2.1"}, {22})) ==
        "tenant 'acme' uses 2 of 2 scans this month; scan 'scan.xml' would exceed that");
  store.now += Seconds{31 * 86400};
  CHECK(failure(scan_of({"192.0.2.1"}, {22})).empty());
}

TEST_CASE("an archived tenant takes no scan") {
  Store store;
  store.acme.status = tenant::Status::archived;
  CHECK_THROWS_AS(store.import(scan_of({"192.0.2.1"}, {22})), Error);
  CHECK(store.all().empty());
}

TEST_CASE("findings are listed worst first and by tenant, severity and state") {
  Store store;
  store.import(scan_of({"192.0.2.1", "192.0.2.2"}, {80, 23}));
  const auto all = store.all();
  REQUIRE(all.size() == 4);
  CHECK(all[0].identity.port == 23);
  CHECK(all[1].identity.asset == "192.0.2.2");
  CHECK(all[2].identity.port == 80);
  const auto high =
      finding::list(*store.connection, {.tenant = "all", .severity = Severity::high, .state = State::open}, store.now);
  CHECK(high.size() == 2);
  CHECK_THROWS_AS(finding::get(*store.connection, "F-nothing", store.now), Error);
}

TEST_CASE("an import of ten thousand findings takes as many statements as one of ten") {
  const auto statements = [](const Import& import) {
    Store store;
    std::vector<std::size_t> counts;
    Import next = import;
    next.again = true;
    for (int round = 0; round < 3; ++round) {
      const std::size_t before = store.connection->statements();
      store.import(next);
      counts.push_back(store.connection->statements() - before);
      // All gone in the second round, all back in the third.
      if (round == 0) {
        next.drafts.clear();
        for (auto& asset : next.coverage.assets) asset.second.open.clear();
      } else {
        next = import;
        next.again = true;
      }
    }
    CHECK(scan::list(*store.connection, "acme")[1].fixed == static_cast<std::int64_t>(import.drafts.size()));
    CHECK(scan::list(*store.connection, "acme")[0].reopened == static_cast<std::int64_t>(import.drafts.size()));
    return counts;
  };
  const auto many = statements(scan_of(
      addresses(500), {21, 22, 23, 25, 53, 80, 110, 111, 135, 139, 143, 389, 443, 445, 512, 513, 514, 587, 636, 993}));
  CHECK(many == statements(scan_of(addresses(5), {22, 23})));
  CHECK(many.front() <= 20);
}
