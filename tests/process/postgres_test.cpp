// Many processes change one store in PostgreSQL at once, and some are killed.
#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <random>
#include <set>
#include <thread>

#include "db/postgres.hpp"
#include "support/postgres.hpp"
#include "support/process.hpp"

using namespace mssp;
using namespace mssp::test;

namespace {
using Line = std::vector<std::string>;
}

TEST_CASE("32 processes create tenants and users in PostgreSQL at once: none fails, none is lost", "[postgresql]") {
  const Database database;
  const ProcessWorld world(database.url());
  std::vector<std::vector<Line>> lanes;
  std::set<std::string> expected;
  for (int lane = 0; lane < 32; ++lane) {
    auto& lines = lanes.emplace_back();
    for (int i = 0; i < 3; ++i) {
      const std::string slug = "t" + std::to_string(lane) + "-" + std::to_string(i);
      lines.push_back(ProcessWorld::create(slug));
      lines.push_back({"user", "assign", "--tenant", slug, "--email", "user@" + slug + ".example", "--role", "admin"});
      expected.insert(slug);
    }
  }
  for (const Ended& ended : run_lanes(world, lanes)) {
    INFO(ended.err);
    CHECK(ended.status == 0);
  }
  const auto tenants = world.tenants();
  CHECK(std::set(tenants.begin(), tenants.end()) == expected);
  CHECK(world.run({"audit", "verify"}).out.find("whole: 192 entries") != std::string::npos);
  world.require_sound();
}

TEST_CASE("32 processes race for five seats in PostgreSQL", "[postgresql]") {
  const Database database;
  const ProcessWorld world(database.url());
  REQUIRE(world.run(ProcessWorld::create("Acme", 5)).status == 0);
  std::vector<std::vector<Line>> lanes;
  for (int i = 0; i < 32; ++i) {
    lanes.push_back({{"user", "assign", "--tenant", "acme", "--email", "u" + std::to_string(i) + "@acme.example", "--role", "member"}});
  }
  int seated = 0;
  for (const Ended& ended : run_lanes(world, lanes)) {
    INFO(ended.err);
    CHECK((ended.status == 0 || ended.status == 4));
    if (ended.status == 0) ++seated;
  }
  CHECK(seated == 5);
}

TEST_CASE("first migrations that come at once make one store", "[postgresql]") {
  const Database database(Database::Content::nothing);
  const ProcessWorld world(database.url("mssp_owner"));
  const std::vector<std::vector<Line>> lanes(4, {{"store", "migrate"}});
  int migrated = 0;
  for (const Ended& ended : run_lanes(world, lanes)) {
    INFO(ended.err);
    CHECK(ended.status == 0);
    if (ended.err.find("migrated the store from version 0") != std::string::npos) ++migrated;
  }
  CHECK(migrated == 1);
  world.require_sound();
}

TEST_CASE("a copy killed at any moment leaves the destination empty or whole", "[postgresql]") {
  const ProcessWorld source;
  write_whole(source.folder() / "tenants.csv", [] {
    std::string rows = "name,tier,seats\n";
    for (int i = 0; i < 3000; ++i) rows += "Customer " + std::to_string(i) + ",starter,2\n";
    return rows;
  }());
  REQUIRE(source.run({"tenant", "import", "--file", (source.folder() / "tenants.csv").native()}).status == 0);
  const auto copy_to = [&](const Database& database) {
    return Line{"store", "copy", "--from", "sqlite://" + source.store().native(), "--to", database.url("mssp_owner")};
  };
  const Database first(Database::Content::nothing);
  const auto begin = std::chrono::steady_clock::now();
  REQUIRE(source.run(copy_to(first)).status == 0);
  const auto usual = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
  std::mt19937 random(20250917);
  std::uniform_int_distribution<std::int64_t> microseconds(0, usual.count());
  for (int i = 0; i < 5; ++i) {
    const Database database(Database::Content::nothing);
    const auto process = source.start(copy_to(database));
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds(random)));
    process->signal(SIGKILL);
    process->wait();
    // Its session ends when the server notices; until then what it began is not to be seen.
    const auto owner = db::open_postgres_as_owner(database.url("mssp_owner"));
    const Ended again = source.run(copy_to(database));
    INFO(again.err);
    CHECK((again.status == 0 || (again.status == 4 && owner->run("SELECT count(*) FROM tenant").front().integer(0) == 3000)));
    CHECK(source.run({"store", "check", "--store", database.url()}).status == 0);
  }
}
