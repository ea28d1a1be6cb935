// Days of devices: each figure counted a second time from the rows alone, and what a second run on a day replaces.
#include <catch2/catch.hpp>

#include <map>

#include "baseline/health_store.hpp"
#include "baseline/history_store.hpp"
#include "device/device_store.hpp"
#include "device/intake_store.hpp"
#include "patch/compliance_store.hpp"
#include "patch/patch_store.hpp"
#include "support/engine.hpp"
#include "tenant/tenant_store.hpp"

using namespace mssp;
using baseline::Day;

namespace {

constexpr std::int64_t hour = 3600;
const Instant now = instant(1'758'321'000);  // Friday, 2025-09-19 22:30:00Z

struct Store {
  std::unique_ptr<db::Connection> connection = test::fresh_store();
  tenant::Tenant berlin = made("berlin", "Europe/Berlin");
  tenant::Tenant utc = made("utc", "UTC");
  tenant::Tenant empty = made("empty", "UTC");

  tenant::Tenant made(const std::string& slug, const std::string& zone) {
    tenant::Tenant tenant;
    tenant.slug = tenant.name = slug;
    tenant.tier = "enterprise";
    tenant.seats = 5;
    tenant.timezone = zone;
    tenant.created_at = now;
    tenant::insert(*connection, {tenant});
    connection->run("UPDATE tenant SET status = 'active' WHERE slug = $1", {slug});
    return tenant::get(*connection, slug);
  }

  // Every seventh was never seen, every fifth is stale, every third waits for its restart, every second tells a patch.
  void devices(const tenant::Tenant& tenant, std::size_t count) {
    device::import_devices(*connection, tenant, {.file = "f", .source = "list", .tell = [&](const device::Sink& sink) {
                             for (std::size_t i = 0; i < count; ++i) {
                               device::Sighting each{.line = i + 1};
                               device::add_signal(each, device::Kind::hostname, "host-" + std::to_string(i));
                               if (i % 7 != 0) each.seen_at = now - Seconds{(i % 5 == 0 ? 80 : 10) * hour};
                               each.facts.push_back({std::string(device::fact::firewall), "", i % 4 == 0 ? "no" : "yes"});
                               if (i % 3 == 0) each.facts.push_back({std::string(device::fact::reboot_pending), "", "yes"});
                               each.observed_at = now - Seconds{(i % 6 == 0 ? 100 : 20) * hour};
                               sink(std::move(each));
                             }
                           }}, now);
    std::vector<patch::Told> told;
    std::size_t i = 0;
    for (const db::Row& row : connection->run("SELECT device_id FROM device WHERE tenant_id = $1 ORDER BY device_id", {tenant.id})) {
      if (++i % 2 == 0) continue;
      patch::Patch each;
      each.id = "KB1";
      each.severity = patch::Severity::critical;
      each.status = i % 9 == 0 ? patch::Status::missing : patch::Status::installed;
      each.released_at = now - Seconds{50 * hour};
      each.observed_at = now - Seconds{hour};
      told.push_back({row.integer(0), each});
    }
    patch::keep(*connection, tenant, told, "list", {});
    connection->run("UPDATE device SET state = 'retired' WHERE tenant_id = $1 AND device_id % 13 = 0", {tenant.id});
    const std::int64_t exempt = connection->run("SELECT min(device_id) FROM device WHERE tenant_id = $1 AND state <> 'retired'", {tenant.id}).front().integer(0);
    patch::add(*connection, tenant, {.number = 0, .device = exempt, .device_name = "", .patch = "", .reason = "r", .approver = "a",
                                     .created_at = now - Seconds{hour}, .expires_at = now + Seconds{hour}, .removed_at = {}});
  }

  std::size_t take(const std::vector<tenant::Tenant>& tenants, Instant at = now) {
    return baseline::keep(*connection, baseline::count_now(*connection, tenants, config::built_in_patch_policies(), at));
  }
  std::vector<Day> days(const tenant::Tenant& tenant) { return baseline::days(*connection, tenant, "2025-01-01", "2025-12-31"); }
  std::int64_t one(const std::string& sql, const db::Values& values) { return connection->run(sql, values).front().integer(0); }
};

}  // namespace

TEST_CASE("a day of devices is what its rows say when they are counted again") {
  Store store;
  store.devices(store.berlin, 150);
  store.devices(store.utc, 20);
  CHECK(store.take({store.berlin, store.utc, store.empty}) == 2);
  CHECK(store.days(store.empty).empty());
  CHECK(store.days(store.utc).front().day == "2025-09-19");
  REQUIRE(store.days(store.berlin).size() == 1);
  const Day day = store.days(store.berlin).front();
  CHECK(day.day == "2025-09-20");
  CHECK(day.taken_at == now);

  // The policy's numbers written out: seen within 72 hours, critical patches within 24, a restart within 72.
  const db::Values who{store.berlin.id, epoch(now)};
  const std::string live = "SELECT count(*) FROM device d WHERE d.tenant_id = $1 AND d.state <> 'retired' AND cast($2 AS BIGINT) > 0";
  const std::string exempt = "EXISTS (SELECT 1 FROM patch_exemption x WHERE x.tenant_id = d.tenant_id AND x.device_id = d.device_id)";
  const std::string counts = live + " AND NOT " + exempt;
  const std::string seen = counts + " AND d.seen_at >= $2 - 259200";
  const std::string patched = "EXISTS (SELECT 1 FROM device_patch p WHERE p.tenant_id = d.tenant_id AND p.device_id = d.device_id)";
  const std::string late = "EXISTS (SELECT 1 FROM device_patch p WHERE p.tenant_id = d.tenant_id AND p.device_id = d.device_id"
                           " AND p.status = 'missing' AND p.released_at + 86400 < $2)";
  const std::string restart = "EXISTS (SELECT 1 FROM device_fact f WHERE f.tenant_id = d.tenant_id AND f.device_id = d.device_id"
                              " AND f.name = 'reboot_pending' AND f.value = 'yes' AND f.since < $2 - 259200)";
  CHECK(day.devices == store.one(live, who));
  CHECK(day.retired == store.one("SELECT count(*) FROM device WHERE tenant_id = $1 AND state = 'retired'", {store.berlin.id}));
  CHECK(day.exempt == store.one(live + " AND " + exempt, who));
  CHECK(day.counted == store.one(counts, who));
  CHECK(day.told == store.one(live + " AND " + patched, who));
  CHECK(day.never_seen == store.one(counts + " AND d.seen_at IS NULL", who));
  CHECK(day.stale == store.one(counts + " AND d.seen_at < $2 - 259200", who));
  CHECK(day.no_data == store.one(seen + " AND NOT " + patched, who));
  CHECK(day.overdue == store.one(seen + " AND " + patched + " AND " + late, who));
  CHECK(day.reboot == store.one(seen + " AND " + patched + " AND NOT " + late + " AND " + restart, who));
  CHECK(day.compliant == store.one(seen + " AND " + patched + " AND NOT " + late + " AND NOT " + restart, who));
  for (const std::int64_t each : {day.exempt, day.never_seen, day.stale, day.no_data, day.overdue, day.reboot, day.compliant, day.retired}) CHECK(each > 0);
  CHECK(day.compliance()->thousandths == day.compliant * 100'000 / day.counted);

  // Of each device the worst of its seven areas.
  std::map<baseline::Health, std::int64_t> worst;
  const auto known = device::devices(*store.connection, {.tenant = "berlin"});
  for (const auto& each : baseline::examine_all(*store.connection, store.berlin, known, config::built_in_patch_policies().baseline, now)) {
    std::map<baseline::Health, int> areas;
    for (const auto& area : each.sheet) ++areas[area.health];
    using enum baseline::Health;
    ++worst[areas[fail] > 0 ? fail : areas[warn] > 0 ? warn : areas[unknown] > 0 ? unknown : healthy];
  }
  CHECK(std::vector{day.healthy, day.warn, day.fail, day.unknown} ==
        std::vector{worst[baseline::Health::healthy], worst[baseline::Health::warn], worst[baseline::Health::fail], worst[baseline::Health::unknown]});
  CHECK(day.fail > 0);
  CHECK(day.unknown > 0);
}

TEST_CASE("a second snapshot of a day replaces the first, and of no device nothing stays") {
  Store store;
  store.devices(store.utc, 30);
  store.take({store.utc});
  const Day first = store.days(store.utc).front();
  CHECK(store.take({store.utc}, now + Seconds{hour}) == 1);
  REQUIRE(store.days(store.utc).size() == 1);
  CHECK(store.days(store.utc).front().taken_at == now + Seconds{hour});
  CHECK(store.days(store.utc).front().exempt == first.exempt - 1);  // the exemption has ended

  store.take({store.utc}, now + std::chrono::days{1});
  store.take({store.utc}, now + std::chrono::days{3});
  CHECK(store.days(store.utc).size() == 3);
  const auto last = [&](const std::string& from, const std::string& to) {
    const auto day = baseline::last_day(*store.connection, store.utc, from, to);
    return day ? day->day : "";
  };
  CHECK(last("2025-09-01", "2025-09-30") == "2025-09-22");
  CHECK(last("2025-09-01", "2025-09-21") == "2025-09-20");
  CHECK(last("2025-09-21", "2025-09-21").empty());

  store.connection->run("UPDATE device SET state = 'retired'");
  CHECK(store.take({store.utc}, now + std::chrono::days{3}) == 1);
  CHECK(store.days(store.utc).size() == 2);
  CHECK(store.take({store.utc}, now + std::chrono::days{3}) == 0);
}

TEST_CASE("many devices are counted in as many statements as few") {
  const auto statements = [](std::size_t count) {
    Store store;
    store.devices(store.utc, count);
    const std::size_t before = store.connection->statements();
    store.take({store.utc});
    return store.connection->statements() - before;
  };
  CHECK(statements(3) == statements(300));
  CHECK(statements(3) <= 16);
}
