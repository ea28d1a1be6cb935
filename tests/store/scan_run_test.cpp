// Runs and their claims, schedules and networks in the store.
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "scan/run_store.hpp"
#include "scan/scope_store.hpp"
#include "schedule/applied_store.hpp"
#include "support/engine.hpp"
#include "tenant/tenant_store.hpp"

using namespace mssp;
using namespace mssp::scan;

namespace {
const Instant start = *parse_instant("2025-09-15T10:00:00Z", Zone::utc());

struct Provider {
  std::unique_ptr<db::Connection> store = test::fresh_store();
  std::vector<tenant::Tenant> tenants;

  explicit Provider(int count = 2) {
    for (int i = 0; i < count; ++i) {
      tenant::Tenant made;
      made.slug = "tenant-" + std::to_string(i);
      made.name = made.slug;
      made.tier = "starter";
      made.seats = 1;
      made.created_at = start;
      tenants.push_back(made);
    }
    tenant::insert(*store, tenants);
    for (tenant::Tenant& each : tenants) each = tenant::get(*store, each.slug);
  }

  schedule::Applied schedule(const std::string& target) {
    config::ScheduleFile wish;
    wish.tenant = target;
    wish.time = {2, 0};
    schedule::apply(*store, {{.change = schedule::Change::added, .wish = wish, .before = {}}}, start);
    return schedule::applied(*store).back();
  }

  Run run(std::size_t index, std::optional<std::int64_t> schedule_id, RunState state = RunState::running) const {
    Run out{.tenant_id = tenants[index].id, .tenant = tenants[index].slug, .schedule_id = schedule_id, .profile = "full", .state = state,
            .started_at = start, .holder = "here 1"};
    if (schedule_id) out.due_at = start;
    if (state == RunState::running) out.lease_until = start + lease;
    return out;
  }

  Run insert(Run run) {
    std::vector<Run> runs{std::move(run)};
    scan::insert(*store, runs);
    return runs.front();
  }
};

bool nobody_gone(const std::string&) { return false; }

}  // namespace

TEST_CASE("an occurrence is claimed once") {
  Provider provider;
  const auto schedule = provider.schedule("all");
  CHECK(provider.insert(provider.run(0, schedule.id)).number == 1);
  CHECK(provider.insert(provider.run(1, schedule.id)).number == 1);  // numbers are a tenant's own
  CHECK_THROWS_AS(provider.insert(provider.run(0, schedule.id)), Error);
  CHECK(last_occurred(*provider.store).at({schedule.id, provider.tenants[0].id}) == start);
  // What people ask for is no occurrence.
  CHECK(provider.insert(provider.run(0, {})).number == 2);
  CHECK(provider.insert(provider.run(0, {})).number == 3);
  CHECK(running(*provider.store, provider.tenants[0]) == 3);
}

TEST_CASE("many runs are recorded in as many statements as one") {
  Provider provider(60);
  const auto schedule = provider.schedule("all");
  std::vector<Run> one{provider.run(0, schedule.id, RunState::missed)};
  auto before = provider.store->statements();
  insert(*provider.store, one);
  const auto for_one = provider.store->statements() - before;
  std::vector<Run> many;
  for (std::size_t i = 1; i < 60; ++i) many.push_back(provider.run(i, schedule.id, RunState::missed));
  before = provider.store->statements();
  insert(*provider.store, many);
  CHECK(provider.store->statements() - before == for_one);
  CHECK(history(*provider.store, "all", true, 1000).size() == 60);
  CHECK(history(*provider.store, "all", true, 7).size() == 7);
}

TEST_CASE("a lease that ran out, and a holder that died, are lost") {
  Provider provider;
  const Run first = provider.insert(provider.run(0, {}));
  Run second = provider.run(1, {});
  second.holder = "here 2";
  provider.insert(second);
  CHECK(lose(*provider.store, start, nobody_gone).empty());
  const auto lost = lose(*provider.store, start, [](const std::string& holder) { return holder == "here 2"; });
  REQUIRE(lost.size() == 1);
  CHECK(lost.front().tenant == "tenant-1");
  CHECK(lost.front().state == RunState::lost);
  renew(*provider.store, first, start + lease * 2);
  CHECK(lose(*provider.store, start + lease, nobody_gone).empty());
  CHECK(lose(*provider.store, start + lease * 2, nobody_gone).size() == 1);
  const auto all = history(*provider.store, "all", true, 10);
  REQUIRE(all.size() == 2);
  CHECK(all.front().detail == "its runner ended before the scan did");
  CHECK(all.front().open());
}

TEST_CASE("a run that was given up and comes to an end all the same is done, unless somebody has acknowledged it") {
  Provider provider;
  Run run = provider.insert(provider.run(0, {}));
  lose(*provider.store, start + lease, nobody_gone);
  run.state = RunState::done;
  run.finished_at = start + lease;
  CHECK(finish(*provider.store, run));
  CHECK(history(*provider.store, "tenant-0", false, 1).front().state == RunState::done);
  CHECK_FALSE(finish(*provider.store, run));  // once

  Run other = provider.insert(provider.run(1, {}));
  lose(*provider.store, start + lease, nobody_gone);
  CHECK(acknowledge(*provider.store, provider.tenants[1], {}, "ann", start) == std::vector<std::int64_t>{other.number});
  other.state = RunState::failed;
  CHECK_FALSE(finish(*provider.store, other));
  CHECK(history(*provider.store, "tenant-1", false, 1).front().state == RunState::lost);
}

TEST_CASE("only what is open is acknowledged") {
  Provider provider;
  provider.insert(provider.run(0, {}, RunState::done));
  Run late = provider.run(0, {}, RunState::done);
  late.late = true;
  provider.insert(late);
  provider.insert(provider.run(0, {}));
  provider.insert(provider.run(0, {}, RunState::skipped));
  for (const RunState state : {RunState::failed, RunState::cancelled, RunState::lost, RunState::missed, RunState::refused}) {
    provider.insert(provider.run(0, {}, state));
  }
  provider.insert(provider.run(1, {}, RunState::failed));
  for (const Run& run : history(*provider.store, "tenant-0", true, 100)) CHECK(run.open());
  CHECK(acknowledge(*provider.store, provider.tenants[0], {1, 3, 4, 5, 99}, "ann", start) == std::vector<std::int64_t>{5});
  CHECK(acknowledge(*provider.store, provider.tenants[0], {}, "ann", start) == std::vector<std::int64_t>{2, 6, 7, 8, 9});
  CHECK(history(*provider.store, "tenant-0", true, 100).empty());
  CHECK(history(*provider.store, "tenant-1", true, 100).size() == 1);
}

TEST_CASE("schedules are applied, paused and removed in few statements") {
  Provider provider;
  std::vector<schedule::Step> steps;
  for (int i = 0; i < 50; ++i) {
    config::ScheduleFile wish;
    wish.tenant = i % 2 == 0 ? "tenant-0" : "all";
    wish.time = {i % 24, i};
    steps.push_back({.change = schedule::Change::added, .wish = wish, .before = {}});
  }
  auto before = provider.store->statements();
  schedule::apply(*provider.store, steps, start);
  CHECK(provider.store->statements() - before == 2);
  auto all = schedule::applied(*provider.store);
  REQUIRE(all.size() == 50);
  CHECK(all.front().wish.tenant == "all");
  CHECK(all.front().due_since == start);
  before = provider.store->statements();
  schedule::pause(*provider.store, all, start + Seconds{1});
  CHECK(provider.store->statements() - before == 1);
  CHECK(schedule::applied(*provider.store).front().paused_at == start + Seconds{1});
  schedule::resume(*provider.store, all, start + Seconds{9});
  CHECK(schedule::applied(*provider.store).front().due_since == start + Seconds{9});
  steps.clear();
  for (const auto& each : all) steps.push_back({.change = schedule::Change::removed, .wish = {}, .before = each});
  before = provider.store->statements();
  schedule::apply(*provider.store, steps, start);
  CHECK(provider.store->statements() - before == 1);
  CHECK(schedule::applied(*provider.store).empty());
  // Once removed, the same times may be applied again.
  CHECK(provider.schedule("all").id > all.back().id);
}

TEST_CASE("networks are kept once and listed in the order of their numbers") {
  Provider provider;
  for (const std::string written : {"10.0.10.0/24", "10.0.9.0/24", "2001:db8::/120", "10.0.9.7"}) {
    put(*provider.store, provider.tenants[0], {.network = *parse_network(written), .excluded = false, .reference = "c", .until = start}, start);
  }
  put(*provider.store, provider.tenants[0], {.network = *parse_network("10.0.9.7"), .excluded = true, .reference = "", .until = {}}, start);
  put(*provider.store, provider.tenants[1], {.network = *parse_network("10.0.9.7"), .excluded = false, .reference = "d", .until = start}, start);
  const auto mine = scopes_of(*provider.store, provider.tenants[0]);
  REQUIRE(mine.size() == 4);
  CHECK(text(mine[0].network) == "10.0.9.0/24");
  CHECK(text(mine[1].network) == "10.0.9.7");
  CHECK(mine[1].excluded);
  CHECK_FALSE(mine[1].until);
  CHECK(text(mine[3].network) == "2001:db8::/120");
  CHECK(scopes(*provider.store, "all").size() == 5);
  remove(*provider.store, provider.tenants[0], *parse_network("10.0.9.7"));
  CHECK(scopes_of(*provider.store, provider.tenants[0]).size() == 3);
  CHECK(scopes_of(*provider.store, provider.tenants[1]).size() == 1);
}
