#include <catch2/catch.hpp>
#include "base/error.hpp"
#include "finding/feed_store.hpp"
#include "finding/finding_store.hpp"
#include "finding/history_store.hpp"
#include "finding/import_store.hpp"
#include "support/engine.hpp"
#include "tenant/tenant_store.hpp"

using namespace mssp;
using finding::Severity;
using finding::State;

namespace {

// What a file says: a scan of ports 1 to 1000, if it is not given another coverage.
struct Import {
  scan::Scan scan;
  std::vector<finding::AssetSeen> assets;
  std::vector<finding::Draft> drafts;
  finding::Facts facts;
  bool accept_coverage = false;
  bool again = false;

  finding::Import as_file() const {
    return {.file = "scan.xml",
            .scanner = "nmap",
            .sha256 = scan.sha256,
            .read =
                [this](finding::Sink& sink) {
                  for (const auto& asset : assets) sink.asset(asset);
                  for (const auto& draft : drafts) sink.draft(draft);
                  return facts;
                },
            .accept_coverage = accept_coverage,
            .again = again};
  }
};

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
    return connection->atomically([&] { return finding::import_scan(*connection, acme, tier, import.as_file(), now); }).scan;
  }

  std::vector<finding::Finding> all(std::optional<State> state = std::nullopt) {
    return finding::list(*connection, {.tenant = "acme", .severity = std::nullopt, .state = state}, now);
  }
};

// A whole scan of ports 1 to 1000 of these hosts, which reports these open ports on each of them.
Import scan_of(const std::vector<std::string>& hosts, const std::vector<int>& ports) {
  static int file = 0;
  Import import;
  import.scan.sha256 = std::to_string(++file);
  import.facts.sources = {"nmap"};
  import.facts.ports["tcp"] = {{1, 1000}};
  for (const std::string& host : hosts) {
    finding::AssetSeen asset;
    asset.address = host;
    asset.whole = false;
    for (const int port : ports) {
      finding::Draft draft;
      draft.identity = {
          .asset = host, .port = port, .protocol = "tcp", .source = "nmap", .rule = "open-port", .component = ""};
      draft.title = "open port " + std::to_string(port);
      draft.severity = port == 23 ? Severity::high : Severity::info;
      import.drafts.push_back(draft);
      asset.ports.push_back({"tcp", port, true, true});
    }
    import.assets.push_back(asset);
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

namespace {

// Whether a scan that did not report this finding closes it.
bool closed_by(const Import& scan, const finding::Identity& identity) {
  Store store;
  Import first = scan_of({identity.asset}, {});
  finding::Draft draft;
  draft.identity = identity;
  first.drafts = {draft};
  store.import(first);
  return store.import(scan).fixed == 1;
}

}  // namespace

TEST_CASE("absence counts only where the scan looked") {
  Import scan = scan_of({"10.0.0.1"}, {});
  scan.facts.sources = {"nmap", "nmap/vulners"};
  scan.facts.ports = {{"tcp", {{1, 100}, {443, 443}}}, {"udp", {{1, 100}}}};
  scan.facts.ambiguous = {"udp"};
  scan.assets[0].listed_only = true;
  scan.assets[0].ports = {{"tcp", 22, true, true}, {"tcp", 25, false, false}, {"udp", 53, false, true}};
  const auto [identity, covered] = GENERATE(table<finding::Identity, bool>({
      {{"10.0.0.1", 80, "tcp", "nmap", "open-port", ""}, true},
      {{"10.0.0.1", 100, "tcp", "nmap", "open-port", ""}, true},
      {{"10.0.0.1", 101, "tcp", "nmap", "open-port", ""}, false},
      {{"10.0.0.1", 443, "tcp", "nmap", "open-port", ""}, true},
      {{"10.0.0.1", 80, "sctp", "nmap", "open-port", ""}, false},
      {{"10.0.0.2", 80, "tcp", "nmap", "open-port", ""}, false},  // not up
      {{"10.0.0.1", 25, "tcp", "nmap", "open-port", ""}, false},  // open|filtered
      {{"10.0.0.1", 69, "udp", "nmap", "open-port", ""}, false},  // silence on UDP
      {{"10.0.0.1", 53, "udp", "nmap", "open-port", ""}, true},
      {{"10.0.0.1", 22, "tcp", "nmap/vulners", "CVE-2015-5600", ""}, true},
      {{"10.0.0.1", 22, "tcp", "nmap/ssl-poodle", "CVE-2014-3566", ""}, false},  // port open, script not run
      {{"10.0.0.1", 443, "tcp", "nmap/ssl-poodle", "CVE-2014-3566", ""}, true},  // port no longer open
      {{"10.0.0.1", std::nullopt, "", "nmap/vulners", "x", ""}, true},
      {{"10.0.0.1", std::nullopt, "", "nmap/smb-vuln-ms17-010", "x", ""}, false},
  }));
  CAPTURE(identity.asset, identity.port.value_or(-1), identity.protocol, identity.source);
  scan.accept_coverage = true;
  CHECK(closed_by(scan, identity) == covered);
}

TEST_CASE("an asset that is told whole is covered as far as sources ran, whatever the port") {
  Import scan = scan_of({"10.0.0.1"}, {});
  scan.assets[0].whole = true;
  scan.facts.ports.clear();
  CHECK(closed_by(scan, {"10.0.0.1", 8080, "tcp", "nmap", "x", ""}));
  CHECK(closed_by(scan, {"10.0.0.1", std::nullopt, "", "nmap", "x", "libc"}));
  CHECK_FALSE(closed_by(scan, {"10.0.0.1", 8080, "tcp", "nmap/other", "x", ""}));
  // Told whole once and in part another time: a part it is.
  scan.assets.push_back(scan.assets[0]);
  scan.assets[1].whole = false;
  CHECK_FALSE(closed_by(scan, {"10.0.0.1", 8080, "tcp", "nmap", "x", ""}));
}

TEST_CASE("results with one identity are one finding with the higher score, counted as reported each") {
  Store store;
  Import import = scan_of({"192.0.2.1"}, {22});
  import.drafts.push_back(import.drafts[0]);
  import.drafts[1].cvss = finding::Cvss{75};
  import.drafts[1].title = "the worse one";
  const scan::Scan scan = store.import(import);
  CHECK(scan.reported == 2);
  CHECK(scan.created == 1);
  CHECK(store.all()[0].title == "the worse one");
}

TEST_CASE("a scan of assets that are perhaps others closes nothing, unless it is accepted") {
  Store store;
  store.import(scan_of({"code"}, {22}));
  Import unnamed = scan_of({"code"}, {});
  unnamed.facts.partial = "the file does not say what was scanned";
  CHECK(store.import(unnamed).doubt == "the file does not say what was scanned");
  unnamed.scan.sha256 = "another";
  unnamed.accept_coverage = true;
  CHECK(store.import(unnamed).fixed == 1);
}

TEST_CASE("what a scan saw is known later, through gaps") {
  Store store;
  store.import(scan_of({"192.0.2.1"}, {22, 23}));  // S-1
  store.import(scan_of({"192.0.2.1"}, {22}));      // S-2: 23 is gone
  store.import(scan_of({"192.0.2.1"}, {22, 80}));  // S-3
  store.import(scan_of({"192.0.2.1"}, {22, 23}));  // S-4: 23 is back, 80 is gone
  const auto changes = [&](std::int64_t from, std::int64_t to) {
    std::string text;
    for (const auto& difference :
         finding::differences(*store.connection, store.acme, scan::get(*store.connection, store.acme, from),
                              scan::get(*store.connection, store.acme, to))) {
      text += (difference.appeared ? "+" : "-") + std::to_string(*difference.identity.port) + " ";
    }
    return text;
  };
  CHECK(changes(1, 2) == "-23 ");
  CHECK(changes(2, 1) == "+23 ");
  CHECK(changes(1, 4).empty());
  CHECK(changes(3, 4) == "+23 -80 ");
  CHECK(changes(2, 3) == "+80 ");
  CHECK(changes(4, 4).empty());
}

TEST_CASE("a verdict is kept when a finding is fixed, and ends when it comes back") {
  Store store;
  store.import(scan_of({"192.0.2.1"}, {23}));
  store.now += Seconds{10 * 86400};
  store.import(scan_of({"192.0.2.1"}, {}));
  CHECK(store.all()[0].verdict == "met");
  store.import(scan_of({"192.0.2.1"}, {23}));
  CHECK(store.all()[0].verdict.empty());
  store.now += Seconds{40 * 86400};
  store.import(scan_of({"192.0.2.1"}, {}));
  CHECK(store.all()[0].verdict == "missed");
}

TEST_CASE("what is known to be exploited is due earlier, whether the feed or the scan comes first") {
  Store store;
  Import import = scan_of({"192.0.2.1"}, {22, 80});
  import.drafts[0].cves = {"CVE-2021-44228", "CVE-2020-0001"};
  import.drafts[1].cves = {"CVE-2020-0001"};
  store.import(import);
  finding::begin_feed(*store.connection, "kev", store.now);
  finding::add_known_exploited(*store.connection, {{"CVE-2021-44228", "2021-12-10", true}});
  const Instant cap = finding::exploited_due(store.now, Zone::utc());
  CHECK(finding::cap_due(*store.connection, {{store.acme.id, cap}}) == 1);
  CHECK(finding::cap_due(*store.connection, {{store.acme.id, cap + Seconds{86400}}}) == 0);
  CHECK(store.all()[0].due_at == cap);
  CHECK_FALSE(store.all()[1].due_at);
  Import later = scan_of({"192.0.2.2"}, {22});
  later.drafts[0].cves = {"CVE-2021-44228"};
  store.import(later);
  CHECK(store.all()[1].due_at == finding::exploited_due(store.now, Zone::utc()));
  CHECK(finding::exploit_scores(*store.connection, {"CVE-2021-44228"}).empty());
}

TEST_CASE("a day's snapshot counts open findings by age, and replaces one of the same day") {
  Store store;
  store.import(scan_of({"192.0.2.1"}, {23, 80}));
  const auto snapshot = [&](const std::string& day) {
    finding::take_snapshot(*store.connection, {store.acme}, {day}, store.now);
    std::string text;
    for (const auto& count : finding::snapshots(*store.connection, store.acme, day)) {
      if (count.open > 0) text += std::string(name(count.severity)) + " " + count.age + " " + std::to_string(count.open) + "/" + std::to_string(count.overdue) + " ";
    }
    return text;
  };
  CHECK(snapshot("2025-09-16") == "high week 1/0 info week 1/0 ");
  CHECK(snapshot("2025-09-16") == "high week 1/0 info week 1/0 ");
  store.now += Seconds{40 * 86400};
  CHECK(snapshot("2025-10-26") == "high quarter 1/1 info quarter 1/0 ");
  store.import(scan_of({"192.0.2.1"}, {}));
  CHECK(snapshot("2025-10-27").empty());
  CHECK(finding::snapshots(*store.connection, store.acme, "2025-10-27").size() == 5);
}

TEST_CASE("an acceptance is told of once before it ends, then it is open") {
  Store store;
  store.import(scan_of({"192.0.2.1"}, {23}));
  auto all = store.all();
  all[0].state = State::accepted;
  all[0].owner = "ann";
  all[0].expires_at = store.now + Seconds{10 * 86400};
  finding::update_decisions(*store.connection, all);
  const auto warned = [&](int days) {
    return finding::warn_of_expiry(*store.connection, store.now + Seconds{days * 86400}, store.now + Seconds{(days + 7) * 86400}).size();
  };
  CHECK(warned(1) == 0);
  CHECK(warned(4) == 1);
  CHECK(warned(5) == 0);
  CHECK(finding::reopen_expired(*store.connection, store.now + Seconds{9 * 86400}).empty());
  CHECK(finding::reopen_expired(*store.connection, store.now + Seconds{10 * 86400}).size() == 1);
  CHECK(store.all(State::open).size() == 1);
}

TEST_CASE("many findings are read and decided in as many statements as one") {
  Store store;
  store.import(scan_of(addresses(20), {22, 23}));
  std::vector<std::string> handles;
  for (const auto& one : store.all()) handles.insert(handles.begin(), one.handle);
  const auto statements = [&](const std::vector<std::string>& wanted) {
    const std::size_t before = store.connection->statements();
    auto found = finding::get_all(*store.connection, wanted, store.now);
    CHECK(found.front().handle == wanted.front());
    for (auto& one : found) one.state = State::false_positive;
    finding::update_decisions(*store.connection, found);
    return store.connection->statements() - before;
  };
  CHECK(statements(handles) == statements({handles[3]}));
  CHECK(store.all(State::false_positive).size() == 40);
  CHECK_THROWS_AS(finding::get_all(*store.connection, {handles[0], "F-none"}, store.now), Error);
}

TEST_CASE("an asset keeps its identity and its last known name") {
  Store store;
  const auto asset = [&] {
    return store.connection->run("SELECT asset_id, hostname, first_seen, last_seen FROM asset").front();
  };
  Import import = scan_of({"192.0.2.1"}, {});
  const auto seen_as = [&](const std::string& name) {
    import.assets[0].hostname = name;
    import.again = true;
    store.import(import);
  };
  seen_as("old");
  const auto first = asset();
  seen_as("");
  CHECK(asset().text(1) == "old");
  seen_as("new");
  CHECK(asset().text(1) == "new");
  CHECK(asset().integer(0) == first.integer(0));
  CHECK(asset().integer(2) == first.integer(2));
  CHECK(asset().integer(3) == epoch(store.now));
}

TEST_CASE("a scan in doubt closes nothing") {
  Store store;
  store.import(scan_of(addresses(10), {22}));
  Import doubtful = scan_of(addresses(10), {});
  std::string doubt;
  SECTION("truncated, even when its coverage is accepted") {
    doubtful.facts.incomplete = "it was stopped";
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
  newer.facts.finished = noon - Seconds{60};
  store.import(newer);
  Import older = scan_of({"192.0.2.1"}, {});
  older.facts.finished = noon - Seconds{3600};
  CHECK(store.import(older).doubt == "a newer scan was imported already");
  CHECK(store.all(State::open).size() == 1);
  older.scan.sha256 = "another file";
  older.facts.finished = newer.facts.finished;
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
  finding::update_decisions(*store.connection, all);
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
  const auto again = finding::import_scan(*store.connection, store.acme, unlimited, import.as_file(), store.now);
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
  CHECK(store.connection->run("SELECT count(*) FROM asset").front().integer(0) == 2);
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

TEST_CASE("an import of ten thousand findings takes statements by the thousand findings only") {
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
        for (auto& asset : next.assets) asset.ports.clear();
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
  const auto few = statements(scan_of(addresses(5), {22, 23}));
  CHECK(few == statements(scan_of(addresses(20), {22, 23, 25, 80})));
  constexpr std::size_t chunks = 5;
  for (std::size_t round = 0; round < many.size(); ++round) CHECK(many[round] <= few[round] + chunks * 5);
}
