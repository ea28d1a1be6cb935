#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "staff/staff_store.hpp"
#include "support/engine.hpp"
#include "tenant/tenant_store.hpp"

using namespace mssp;
using namespace mssp::staff;

namespace {

const Instant now = instant(1'757'930'400);

std::unique_ptr<db::Connection> store_with(std::size_t tenants, std::size_t analysts) {
  auto store = test::fresh_store();
  std::vector<tenant::Tenant> all;
  for (std::size_t i = 0; i < tenants; ++i) {
    tenant::Tenant tenant;
    tenant.slug = "t" + std::to_string(i);
    tenant.name = tenant.slug;
    tenant.tier = "starter";
    tenant.seats = 5;
    tenant.created_at = now;
    all.push_back(tenant);
  }
  if (!all.empty()) tenant::insert(*store, all);
  for (std::size_t i = 0; i < analysts; ++i) {
    Analyst analyst;
    analyst.handle = "a" + std::to_string(i);
    analyst.created_at = now;
    insert(*store, analyst);
  }
  return store;
}

Assignment wanted(const std::string& tenant, const std::string& analyst, Role role) {
  Assignment assignment;
  assignment.tenant = tenant;
  assignment.analyst = analyst;
  assignment.role = role;
  assignment.from = now;
  return assignment;
}

}  // namespace

TEST_CASE("an analyst is kept with every field, and changed") {
  const auto store = store_with(0, 0);
  Analyst analyst;
  analyst.handle = "john.doe";
  analyst.name = "John Doe";
  analyst.capacity = 32'000;
  analyst.skills = {"azure", "siem"};
  analyst.created_at = now;
  insert(*store, analyst);
  CHECK_THROWS_AS(insert(*store, analyst), Error);
  Analyst read = get(*store, "john.doe");
  CHECK(read.name == "John Doe");
  CHECK(read.capacity == 32'000);
  CHECK(read.skills == std::vector<std::string>{"azure", "siem"});
  read.skills.clear();
  read.capacity = 40'000;
  update(*store, read);
  CHECK(get(*store, "john.doe").skills.empty());
  CHECK(get(*store, "john.doe").capacity == 40'000);
  try {
    get(*store, "jon.doe");
    FAIL("found somebody");
  } catch (const Error& error) {
    CHECK(error.code() == Code::not_found);
    CHECK(error.hint() == "did you mean 'john.doe'?");
  }
}

TEST_CASE("an assignment that ended is history") {
  const auto store = store_with(2, 2);
  reassign(*store, {}, {wanted("t0", "a0", Role::primary), wanted("t0", "a1", Role::secondary)});
  auto first = holding(*store, now, "t0");
  REQUIRE(first.size() == 2);
  CHECK(first[0].role == Role::primary);
  CHECK_THROWS_AS(reassign(*store, {}, {wanted("t0", "a1", Role::primary)}), db::Violation);
  for (Assignment& each : first) each.until = now + Seconds{60};
  Assignment later = wanted("t0", "a1", Role::primary);
  later.from = now + Seconds{60};
  reassign(*store, first, {later, wanted("t0", "a0", Role::secondary)});
  CHECK(holding(*store, now, "t0")[0].analyst == "a0");
  CHECK(holding(*store, now + Seconds{60}, "t0")[0].analyst == "a1");
  CHECK(not_over(*store, now, "t0").size() == 4);
  CHECK(not_over(*store, now + Seconds{60}, "t0").size() == 2);
  const auto past = history(*store, "a0");
  REQUIRE(past.size() == 2);
  CHECK(past[0].until == now + Seconds{60});
  CHECK_FALSE(past[1].until);
  CHECK(holding(*store, now, "t1").empty());
}

TEST_CASE("leave and conflicts are noted once") {
  const auto store = store_with(1, 2);
  const Absence absence{"a0", now, now + Seconds{3600}};
  CHECK(insert(*store, absence));
  CHECK_FALSE(insert(*store, absence));
  CHECK(absences(*store, now).size() == 1);
  CHECK(absences(*store, now, "a1").empty());
  CHECK(absences(*store, now + Seconds{3600}).empty());
  CHECK(set_conflict(*store, "t0", "a1", true, now));
  CHECK_FALSE(set_conflict(*store, "t0", "a1", true, now));
  CHECK(conflicts(*store) == std::vector<std::pair<std::string, std::string>>{{"t0", "a1"}});
  CHECK(set_conflict(*store, "t0", "a1", false, now));
  CHECK_FALSE(set_conflict(*store, "t0", "a1", false, now));
}

TEST_CASE("leave is taken back by its days, and required skills are replaced") {
  const auto store = store_with(2, 2);
  const Absence absence{"a0", now, now + Seconds{3600}};
  CHECK_FALSE(remove(*store, absence));
  insert(*store, absence);
  CHECK_FALSE(remove(*store, Absence{"a1", now, now + Seconds{3600}}));
  CHECK(remove(*store, absence));
  CHECK(absences(*store, now).empty());

  const std::int64_t t0 = tenant::get(*store, "t0").id;
  const std::string tier = tenant::get(*store, "t0").tier;
  CHECK(required_skills(*store, {}).empty());
  set_required(*store, t0, {"azure", "siem"});
  set_required(*store, t0, {"siem"});
  CHECK(required_skills(*store, t0) == std::vector<std::string>{"siem"});
  const auto all = required_skills(*store, {{tier, {"dfir"}}});
  CHECK(all.at("t0") == std::vector<std::string>{"dfir", "siem"});
  CHECK(all.at("t1") == std::vector<std::string>{"dfir"});
  set_required(*store, t0, {});
  CHECK(required_skills(*store, {}).empty());
}

TEST_CASE("assignments are made and read with statements that do not grow with them") {
  const auto count = [](std::size_t tenants) {
    const auto store = store_with(tenants, 3);
    std::vector<Assignment> all;
    for (std::size_t i = 0; i < tenants; ++i) {
      all.push_back(wanted("t" + std::to_string(i), "a0", Role::primary));
      all.push_back(wanted("t" + std::to_string(i), "a1", Role::secondary));
    }
    const std::size_t before = store->statements();
    reassign(*store, {}, all);
    CHECK(holding(*store, now).size() == 2 * tenants);
    all = holding(*store, now);
    for (Assignment& each : all) each.until = now;
    reassign(*store, all, {});
    CHECK(holding(*store, now).empty());
    CHECK(active_tenants(*store).size() == tenants);
    return store->statements() - before;
  };
  CHECK(count(2) == count(200));
}
