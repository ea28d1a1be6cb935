#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "baseline/health_store.hpp"
#include "device/device_store.hpp"
#include "device/intake_store.hpp"
#include "patch/patch_store.hpp"
#include "support/engine.hpp"
#include "tenant/tenant_store.hpp"

using namespace mssp;
using namespace mssp::patch;

namespace {

constexpr std::int64_t hour = 3600;
const Instant now = instant(1'757'937'600);  // Monday, 2025-09-15 12:00:00Z

struct Store {
  std::unique_ptr<db::Connection> connection = test::fresh_store();
  tenant::Tenant acme;

  Store() {
    tenant::Tenant tenant;
    tenant.slug = tenant.name = "acme";
    tenant.tier = "enterprise";
    tenant.seats = 5;
    tenant.created_at = now;
    tenant::insert(*connection, {tenant});
    acme = tenant::get(*connection, "acme");
  }

  void devices(std::size_t count) {
    std::vector<device::Sighting> all;
    for (std::size_t i = 0; i < count; ++i) {
      device::Sighting each{.line = i + 1};
      device::add_signal(each, device::Kind::hostname, "host-" + std::to_string(i));
      // Every seventh was never seen, every fifth is stale.
      if (i % 7 != 0) each.seen_at = now - Seconds{(i % 5 == 0 ? 80 : 10) * hour};
      if (i % 3 == 0) each.facts.push_back({std::string(device::fact::reboot_pending), "", "yes"});
      each.observed_at = now - Seconds{(i % 2 == 0 ? 100 : 20) * hour};
      all.push_back(std::move(each));
    }
    device::import_devices(*connection, acme, {.file = "f", .source = "list", .tell = [&](const device::Sink& sink) {
                                                 for (const auto& each : all) sink(device::Sighting(each));
                                               }}, now);
  }

  std::vector<device::Device> listed() { return device::devices(*connection, {.tenant = "acme", .every = true}); }

  Patch patch(const std::string& id, std::int64_t released_hours_ago, Severity severity, Status status) const {
    Patch made;
    made.id = id;
    made.severity = severity;
    made.status = status;
    made.released_at = now - Seconds{released_hours_ago * hour};
    made.observed_at = now - Seconds{hour};
    return made;
  }
};

// Wednesdays at 02:00 UTC, counted from the first of 1970.
std::int64_t wednesday_after(std::int64_t at) {
  constexpr std::int64_t week = 604'800;
  constexpr std::int64_t first = 6 * 86'400 + 2 * hour;
  return first + ((at - first) / week + 1) * week;
}

}  // namespace

TEST_CASE("compliance is what loops over plain rows count") {
  Store store;
  store.devices(105);
  std::vector<Told> told;
  const auto all = store.listed();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i % 11 == 0) continue;  // without data
    told.push_back({all[i].id, store.patch("KB-INSTALLED", 500, Severity::critical, Status::installed)});
    if (i % 4 == 1) told.push_back({all[i].id, store.patch("KB-CRITICAL", static_cast<std::int64_t>(i % 50), Severity::critical, Status::missing)});
    if (i % 6 == 1) told.push_back({all[i].id, store.patch("KB-USUAL", static_cast<std::int64_t>(20 + 3 * i), Severity::high, Status::approved)});
    if (i % 8 == 1) told.push_back({all[i].id, store.patch("KB-RESTART", 300, Severity::low, Status::pending_reboot)});
  }
  keep(*store.connection, store.acme, told, "list", {});
  store.connection->run("UPDATE device_patch SET status_since = $1 WHERE patch = 'KB-RESTART' AND device_id % 2 = 0", {epoch(now) - 90 * hour});
  store.connection->run("UPDATE device SET state = 'retired' WHERE device_id % 13 = 0");
  add(*store.connection, store.acme, {.number = 0, .device = all[17].id, .device_name = "", .patch = "", .reason = "r", .approver = "a",
                                      .created_at = now - Seconds{hour}, .expires_at = now + Seconds{hour}, .removed_at = {}});
  add(*store.connection, store.acme, {.number = 0, .device = {}, .device_name = "", .patch = "KB-CRITICAL", .reason = "r", .approver = "a",
                                      .created_at = now - Seconds{9 * hour}, .expires_at = now - Seconds{hour}, .removed_at = {}});
  add(*store.connection, store.acme, {.number = 0, .device = all[25].id, .device_name = "", .patch = "KB-CRITICAL", .reason = "r", .approver = "a",
                                      .created_at = now - Seconds{hour}, .expires_at = now + Seconds{hour}, .removed_at = {}});

  const Compliance counted = compliance(*store.connection, store.acme, config::built_in_patch_policies(), store.listed(), now);

  // The same from the rows alone, with the policy's numbers written out.
  std::int64_t live = 0;
  std::int64_t exempt = 0;
  std::int64_t retired = 0;
  std::map<std::string, std::int64_t> verdicts;
  for (const db::Row& row : store.connection->run("SELECT device_id, state, seen_at FROM device WHERE tenant_id = $1 ORDER BY device_id", {store.acme.id})) {
    if (row.text(1) == "retired") {
      ++retired;
      continue;
    }
    ++live;
    if (row.integer(0) == all[17].id) {
      ++exempt;
      ++verdicts["exempt"];
      continue;
    }
    bool late = false;
    bool told_any = false;
    std::int64_t restart = epoch(now);
    for (const db::Row& patch : store.connection->run("SELECT patch, severity, status, released_at, status_since FROM device_patch WHERE device_id = $1 ORDER BY patch", {row.integer(0)})) {
      told_any = true;
      if (patch.text(2) == "pending-reboot") restart = std::min(restart, patch.integer(4));
      if (patch.text(2) != "missing" && patch.text(2) != "approved") continue;
      if (patch.text(0) == "KB-CRITICAL" && row.integer(0) == all[25].id) continue;
      const std::int64_t by = patch.text(1) == "critical" ? patch.integer(3) + 24 * hour : wednesday_after(patch.integer(3)) + 72 * hour;
      late = late || by < epoch(now);
    }
    for (const db::Row& fact : store.connection->run("SELECT since FROM device_fact WHERE device_id = $1 AND name = 'reboot_pending' AND value = 'yes'", {row.integer(0)})) {
      restart = std::min(restart, fact.integer(0));
    }
    const char* verdict = row.is_null(2)                              ? "never_seen"
                          : epoch(now) - row.integer(2) > 72 * hour   ? "stale"
                          : !told_any                                 ? "no_data"
                          : late                                      ? "overdue"
                          : epoch(now) - restart > 72 * hour          ? "reboot"
                                                                      : "compliant";
    ++verdicts[verdict];
  }
  CHECK(counted.exempt == exempt);
  CHECK(counted.retired == retired);
  CHECK(counted.counted == live - exempt);
  CHECK(counted.compliant == verdicts["compliant"]);
  for (const Verdict verdict : {Verdict::compliant, Verdict::overdue, Verdict::reboot, Verdict::no_data, Verdict::stale, Verdict::never_seen, Verdict::exempt}) {
    INFO(name(verdict));
    CHECK(counted.count(verdict) == verdicts[std::string(name(verdict))]);
    CHECK(counted.count(verdict) > 0);
  }
  CHECK(counted.percent()->thousandths == verdicts["compliant"] * 100'000 / (live - exempt));
}

TEST_CASE("the newest word on a patch holds, and importing it again changes nothing") {
  Store store;
  store.devices(1);
  const std::int64_t id = store.listed()[0].id;
  Patch patch = store.patch("KB1", 100, Severity::high, Status::missing);
  CHECK(keep(*store.connection, store.acme, {{id, patch}}, "list", {}).added == 1);
  const Merged again = keep(*store.connection, store.acme, {{id, patch}}, "list", {});
  CHECK(again.added + again.changed + again.superseded == 0);
  Patch older = patch;
  older.status = Status::installed;
  older.observed_at = patch.observed_at - Seconds{1};
  CHECK(keep(*store.connection, store.acme, {{id, older}}, "list", {}).changed == 0);
  CHECK(patches(*store.connection, store.acme).at(0).status == Status::missing);
  // A list that is whole and does not hold it: it was installed.
  CHECK(keep(*store.connection, store.acme, {}, "other", {{id, now}}).superseded == 0);
  CHECK(keep(*store.connection, store.acme, {}, "list", {{id, now}}).superseded == 1);
  CHECK(patches(*store.connection, store.acme).at(0).status == Status::installed);
  CHECK(patches(*store.connection, store.acme).at(0).status_since == now);
}

TEST_CASE("a device that becomes part of another hands over what is known of it") {
  Store store;
  store.devices(2);
  const auto all = store.listed();
  keep(*store.connection, store.acme, {{all[0].id, store.patch("KB1", 100, Severity::high, Status::missing)}}, "list", {});
  device::move_knowledge(*store.connection, store.acme, all[0].id, all[1].id);
  move_patches(*store.connection, store.acme, all[0].id, all[1].id);
  CHECK(patches(*store.connection, store.acme).at(0).device == all[1].id);
  CHECK(device::signals(*store.connection, store.acme, all[0]).empty());
  CHECK(device::signals(*store.connection, store.acme, all[1]).size() == 2);
  CHECK(device::facts(*store.connection, store.acme, all[1].id).size() == 1);
}

TEST_CASE("the statements of patches and baselines do not grow with devices") {
  const auto statements = [](std::size_t count) {
    Store store;
    store.devices(count);
    const auto all = store.listed();
    std::vector<Told> told;
    for (const auto& each : all) told.push_back({each.id, store.patch("KB1", 100, Severity::high, Status::missing)});
    const std::size_t before = store.connection->statements();
    keep(*store.connection, store.acme, told, "list", {});
    compliance(*store.connection, store.acme, config::built_in_patch_policies(), all, now);
    baseline::examine_all(*store.connection, store.acme, all, config::built_in_patch_policies().baseline, now);
    return store.connection->statements() - before;
  };
  CHECK(statements(2) == statements(300));
}
