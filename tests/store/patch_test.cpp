#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "baseline/health_store.hpp"
#include "device/device_store.hpp"
#include "device/intake_store.hpp"
#include "patch/compliance_store.hpp"
#include "patch/patch_store.hpp"
#include "patch/window_store.hpp"
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

  const auto listed = store.listed();
  const Compliance counted = compliance(*store.connection, store.acme, config::built_in_patch_policies(), listed, now);

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

TEST_CASE("windows that were agreed come before the file of the same scope, and the narrower scope first") {
  Store store;
  const config::Recurrence sunday{config::Frequency::weekly, "sunday", TimeOfDay{3, 0}, "UTC"};
  const config::Recurrence last{config::Frequency::monthly, "last", TimeOfDay{23, 30}, std::nullopt};
  agree(*store.connection, store.acme, {"", Work::os_updates, last, now});
  agree(*store.connection, store.acme, {"", Work::os_updates, sunday, now});
  agree(*store.connection, store.acme, {"servers", Work::scripts, last, now});
  config::PatchPolicies file = config::built_in_patch_policies();
  config::PatchPolicy tenants;
  tenants.tenant = "acme";
  tenants.line = 7;
  tenants.os_updates = config::Written<config::Recurrence>{last, 8};
  config::PatchPolicy servers = tenants;
  servers.group = "servers";
  servers.line = 9;
  servers.os_updates->line = 11;
  file.policies.push_back(tenants);
  file.policies.push_back(servers);

  const config::PatchPolicies all = policies_of(*store.connection, store.acme, file);
  const Policy any = effective(all, "acme", "office", "", "file.yml");
  CHECK(text(any.os_updates.value) == "weekly sunday 03:00 UTC");
  CHECK(any.os_updates.origin == "agreed 2025-09-15T12:00:00Z, of tenant 'acme'");
  CHECK(any.scripts.origin == "built-in");
  const Policy narrow = effective(all, "acme", "servers", "", "file.yml");
  CHECK(narrow.os_updates.origin == "file.yml:11, of group 'servers'");
  CHECK(text(narrow.scripts.value) == "monthly last 23:30");
  CHECK(effective(all, "other", "servers", "", "file.yml").os_updates.origin == "built-in");

  withdraw(*store.connection, store.acme, {"", Work::os_updates, {}, {}});
  CHECK(effective(policies_of(*store.connection, store.acme, file), "acme", "", "", "file.yml").os_updates.origin == "file.yml:8, of tenant 'acme'");
}

TEST_CASE("what all tenants wait for is read at once, and judged as for each alone") {
  Store store;
  tenant::Tenant second;
  second.slug = second.name = "other";
  second.tier = "enterprise";
  second.seats = 5;
  second.created_at = now;
  tenant::insert(*store.connection, {second});
  store.devices(40);
  std::swap(store.acme, second = tenant::get(*store.connection, "other"));
  store.devices(30);
  std::swap(store.acme, second);
  const auto devices = device::devices(*store.connection, {.tenant = "all", .every = true});
  REQUIRE(devices.size() == 70);
  for (std::size_t i = 0; i < devices.size(); i += 3) {
    const tenant::Tenant& whose = devices[i].tenant == "acme" ? store.acme : second;
    keep(*store.connection, whose, {{devices[i].id, store.patch("KB1", static_cast<std::int64_t>(20 * (i % 5)), Severity::high, Status::missing)},
                                    {devices[i].id, store.patch("KB2", 500, Severity::high, Status::installed)}}, "list", {});
  }
  agree(*store.connection, second, {"", Work::os_updates, {config::Frequency::daily, "", TimeOfDay{1, 0}, "UTC"}, now});
  add(*store.connection, store.acme, {.number = 0, .device = {}, .device_name = "", .patch = "KB1", .reason = "r", .approver = "a",
                                      .created_at = now - Seconds{hour}, .expires_at = now + Seconds{hour}, .removed_at = {}});

  const std::size_t before = store.connection->statements();
  auto evidence = patch::evidence(*store.connection, std::nullopt, now);
  CHECK(store.connection->statements() - before == 5);
  const auto policies = config::built_in_patch_policies();
  for (const tenant::Tenant* each : {&std::as_const(store.acme), &std::as_const(second)}) {
    CHECK(evidence[each->id].waits());
    const Compliance together = compliance(evidence[each->id], *each, policies, devices, now);
    const auto own = device::devices(*store.connection, {.tenant = each->slug, .every = true});
    const Compliance alone = compliance(*store.connection, *each, policies, own, now);
    CHECK(together.counted == alone.counted);
    REQUIRE(together.devices.size() == alone.devices.size());
    std::size_t retrying = 0;
    for (std::size_t i = 0; i < alone.devices.size(); ++i) {
      CHECK(together.devices[i].device->name == alone.devices[i].device->name);
      CHECK(together.devices[i].verdict == alone.devices[i].verdict);
      CHECK(together.devices[i].retrying.size() == alone.devices[i].retrying.size());
      retrying += alone.devices[i].retrying.size();
    }
    // The exemption is the one's alone, the daily window the other's.
    CHECK((retrying > 0) == (each == &second));
  }
}
