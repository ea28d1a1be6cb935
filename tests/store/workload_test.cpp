#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "staff/staff_store.hpp"
#include "support/engine.hpp"
#include "tenant/tenant_store.hpp"
#include "workload/situation.hpp"
#include "workload/workload_store.hpp"

using namespace mssp;
using namespace mssp::workload;

namespace {

const Instant now = instant(1'757'930'400);

std::unique_ptr<db::Connection> store_with(std::size_t tenants, std::size_t analysts) {
  auto store = test::fresh_store();
  std::vector<tenant::Tenant> all;
  for (std::size_t i = 0; i < tenants; ++i) {
    tenant::Tenant tenant;
    tenant.slug = "t" + std::to_string(i);
    tenant.name = tenant.slug;
    tenant.tier = "professional";
    tenant.seats = 100;
    tenant.created_at = now;
    all.push_back(tenant);
  }
  if (!all.empty()) tenant::insert(*store, all);
  for (std::size_t i = 0; i < analysts; ++i) {
    staff::Analyst analyst;
    analyst.handle = "a" + std::to_string(i);
    analyst.created_at = now;
    staff::insert(*store, analyst);
  }
  return store;
}

std::int64_t id_of(db::Connection& store, const std::string& slug) { return tenant::get(store, slug).id; }

}  // namespace

TEST_CASE("a tenant's work is counted where it is") {
  const auto store = store_with(2, 0);
  const std::int64_t t0 = id_of(*store, "t0");
  for (const char* address : {"192.0.2.1", "192.0.2.2"}) {
    store->run("INSERT INTO asset (tenant_id, address, hostname, first_seen, last_seen) VALUES ($1, $2, '', 0, 0)",
               {t0, std::string(address)});
  }
  std::int64_t number = 0;
  for (const auto& [severity, state] : {std::pair("critical", "open"), std::pair("critical", "fixed"), std::pair("high", "open")}) {
    store->run(
        "INSERT INTO finding (tenant_id, identity, handle, asset_id, protocol, scanner, source, rule, component, title,"
        " detail, severity, scanner_severity, cves, state, first_seen, last_seen, reopened, owner, reason)"
        " SELECT $1, $2, $2, min(asset_id), '', 's', 's', 'r', '', 't', '', $3, '', '', $4, 0, 0, 0, '', '' FROM asset",
        {t0, "F" + std::to_string(++number), std::string(severity), std::string(state)});
  }
  const auto ticket = [&](const std::string& priority, const std::string& status, std::int64_t age) {
    store->run(
        "INSERT INTO ticket (tenant_id, number, subject, priority, status, opened_at, changed_at, policy_version)"
        " VALUES ($1, $2, 's', $3, $4, $5, $5, 0)",
        {t0, ++number, priority, status, epoch(now) - age});
  };
  ticket("P1", "new", 3 * 86'400 + 5);
  ticket("P3", "waiting-vendor", 86'399);
  ticket("P3", "waiting-customer", 2 * 86'400);
  ticket("P2", "resolved", 9 * 86'400);
  ticket("P4", "closed", 9 * 86'400);
  const std::vector<Measured> all = measure(*store, now);
  REQUIRE(all.size() == 2);
  CHECK(all[0].tenant == "t0");
  CHECK(all[0].active);
  CHECK(all[0].seats == 100);
  CHECK(all[0].assets == 2);
  CHECK(all[0].critical_findings == 1);
  CHECK(all[0].tickets == std::array<std::int64_t, 4>{1, 0, 2, 0});
  CHECK(all[0].ticket_days == 5);
  CHECK(load(all[0], config::Workload{}) == 4'000 + 2'000 + 20 + 500 + 6'000 + 500);
  CHECK(all[1].assets == 0);
}

TEST_CASE("suspended tenants are no work") {
  const auto store = store_with(2, 1);
  tenant::Tenant tenant = tenant::get(*store, "t0");
  tenant.status = tenant::Status::suspended;
  tenant::update(*store, tenant, now);
  CHECK(measure(*store, now).size() == 1);
}

TEST_CASE("a plan is carried out and leaves nothing to do") {
  const auto store = store_with(6, 3);
  const config::Workload weights;
  const Staffing before = staffing(*store, weights, now);
  CHECK(before.situation.duties.size() == 12);
  const Plan plan = balance(before.situation);
  CHECK(plan.moves.size() == 12);
  const auto changes = store->atomically([&] { return carry_out(*store, before, plan, now); });
  CHECK(changes.size() == 12);
  CHECK(changes[0].before.empty());
  CHECK(changes[0].object == "assignment t0 primary");
  const Staffing after = staffing(*store, weights, now);
  CHECK(balance(after.situation).moves.empty());
  CHECK(balance(after.situation).before.max_utilisation == plan.after.max_utilisation);
  CHECK(staff::notes(staff::gaps(staff::active_tenants(*store), staff::holding(*store, now))).empty());
}

TEST_CASE("without anybody there is a reason") {
  const auto store = store_with(2, 0);
  CHECK_THROWS_AS(require_people(staffing(*store, {}, now)), Error);
  staff::Analyst analyst;
  analyst.handle = "ann";
  analyst.created_at = now;
  staff::insert(*store, analyst);
  CHECK_NOTHROW(require_people(staffing(*store, {}, now)));
  staff::insert(*store, staff::Absence{"ann", now, now + Seconds{8 * 86'400}});
  CHECK_THROWS_AS(require_people(staffing(*store, {}, now)), Error);
}

TEST_CASE("planning takes statements that do not grow with tenants") {
  const auto count = [](std::size_t tenants) {
    const auto store = store_with(tenants, 4);
    const std::size_t before = store->statements();
    const Staffing read = staffing(*store, {}, now);
    store->atomically([&] { carry_out(*store, read, balance(read.situation), now); });
    return store->statements() - before;
  };
  CHECK(count(3) == count(300));
}
