#include <catch2/catch.hpp>

#include "scan/scan_store.hpp"
#include "support/engine.hpp"
#include "tenant/tenant_store.hpp"

using namespace mssp;

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

struct Store {
  std::unique_ptr<db::Connection> connection = test::fresh_store();
  tenant::Tenant acme;

  Store() {
    tenant::insert(*connection, {tenant_named("acme"), tenant_named("other")});
    acme = tenant::get(*connection, "acme");
  }
};

scan::Scan scan_number(std::int64_t number) {
  scan::Scan scan;
  scan.number = number;
  scan.scanner = "nmap";
  scan.sha256 = "hash" + std::to_string(number);
  scan.imported_at = noon;
  scan.complete = true;
  scan.hosts = 10 * number;
  return scan;
}

}  // namespace

TEST_CASE("a scan is read back as it was kept") {
  Store store;
  scan::Scan one = scan_number(1);
  one.arguments = "nmap -sT 192.0.2.1";
  one.started = noon - Seconds{60};
  one.doubt = "the scan saw no host";
  one.reported = 6;
  one.created = 1;
  one.untouched = 2;
  one.reopened = 3;
  one.fixed = 4;
  one.skipped = 5;
  scan::insert(*store.connection, store.acme, one);
  const auto all = scan::list(*store.connection, "acme");
  REQUIRE(all.size() == 1);
  CHECK(all[0].tenant == "acme");
  CHECK(scan::handle(all[0].number) == "S-1");
  CHECK(all[0].arguments == one.arguments);
  CHECK(all[0].started == one.started);
  CHECK_FALSE(all[0].finished);
  CHECK(all[0].doubt == one.doubt);
  CHECK(all[0].hosts == 10);
  CHECK(all[0].reported == 6);
  CHECK(all[0].created == 1);
  CHECK(all[0].untouched == 2);
  CHECK(all[0].reopened == 3);
  CHECK(all[0].fixed == 4);
  CHECK(all[0].skipped == 5);
}

TEST_CASE("scans are listed newest first, of one tenant or of every active one") {
  Store store;
  for (const std::int64_t number : {1, 2}) scan::insert(*store.connection, store.acme, scan_number(number));
  scan::insert(*store.connection, tenant::get(*store.connection, "other"), scan_number(1));
  CHECK(scan::list(*store.connection, "acme").size() == 2);
  CHECK(scan::list(*store.connection, "acme")[0].number == 2);
  CHECK(scan::list(*store.connection, "all").size() == 3);
  tenant::Tenant suspended = store.acme;
  suspended.status = tenant::Status::suspended;
  tenant::update(*store.connection, suspended, noon);
  CHECK(scan::list(*store.connection, "all").size() == 1);
}

TEST_CASE("a file is known by its bytes, for each tenant by itself") {
  Store store;
  scan::insert(*store.connection, store.acme, scan_number(1));
  CHECK(scan::find_file(*store.connection, store.acme, "hash1"));
  CHECK_FALSE(scan::find_file(*store.connection, store.acme, "hash2"));
  CHECK_FALSE(scan::find_file(*store.connection, tenant::get(*store.connection, "other"), "hash1"));
}

TEST_CASE("a scan in doubt is no measure for the next one") {
  Store store;
  CHECK(scan::past(*store.connection, store.acme, "nmap").next_number == 1);
  CHECK_FALSE(scan::past(*store.connection, store.acme, "nmap").hosts);
  scan::insert(*store.connection, store.acme, scan_number(1));
  scan::Scan doubtful = scan_number(2);
  doubtful.doubt = "the scan did not reach its end";
  scan::insert(*store.connection, store.acme, doubtful);
  const scan::Past past = scan::past(*store.connection, store.acme, "nmap");
  CHECK(past.next_number == 3);
  CHECK(past.hosts == 10);
  CHECK_FALSE(scan::past(*store.connection, store.acme, "openvas").hosts);
}

TEST_CASE("the end of a scan that a wrong clock puts in the future is not believed") {
  Store store;
  scan::Scan one = scan_number(1);
  one.finished = noon - Seconds{10};
  scan::insert(*store.connection, store.acme, one);
  scan::Scan two = scan_number(2);
  two.finished = noon + Seconds{86400};
  scan::insert(*store.connection, store.acme, two);
  CHECK(scan::past(*store.connection, store.acme, "nmap").finished == noon - Seconds{10});
}
