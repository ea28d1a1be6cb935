// A connection that breaks in the middle of a change: what was done, and what the user is told.
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "db/postgres.hpp"
#include "support/postgres.hpp"
#include "support/proxy.hpp"
#include "support/test_world.hpp"

using namespace mssp;
using namespace mssp::test;

namespace {

const std::vector<std::string> create{"tenant", "create", "--name", "Acme", "--tier", "starter", "--seats", "2"};

// As the end of a change is sent: the type of the message, its length, its text.
const std::string commit("Q\0\0\0\x0b" "COMMIT", 11);

struct Outcome {
  Ran ran;
  bool kept = false;
  bool cut = false;
};

// Creates a tenant through a proxy that cuts the connection, and looks whether it is there.
Outcome create_through(const std::string& words, Proxy::Cut cut, bool once = true) {
  const Database database;
  Proxy proxy(Cluster::shared().port(), words, cut, once);
  TestWorld world;
  auto line = create;
  line.insert(line.end(), {"--store", Cluster::shared().tcp_url(database.name(), proxy.port())});
  Outcome outcome{world.run(line), false, proxy.has_cut()};
  const auto store = db::open_postgres(database.url());
  outcome.kept = !store->run("SELECT 1 FROM tenant").empty();
  CHECK(store->run("SELECT 1 FROM audit").empty() != outcome.kept);
  return outcome;
}

}  // namespace

TEST_CASE("a connection lost before COMMIT reached the server: nothing was done, and that is said", "[postgresql]") {
  const Outcome outcome = create_through(commit, Proxy::Cut::before);
  REQUIRE(outcome.cut);
  CHECK_FALSE(outcome.kept);
  CHECK(outcome.ran.status == 6);
  CHECK(outcome.ran.err == "synos-mssp: the connection to the store was lost while the change was being kept: nothing was changed\n"
                           "  try again\n");
}

TEST_CASE("a connection lost after COMMIT reached the server: the change is found to be done", "[postgresql]") {
  const Outcome outcome = create_through(commit, Proxy::Cut::after);
  REQUIRE(outcome.cut);
  CHECK(outcome.kept);
  CHECK(outcome.ran.status == 0);
  CHECK(outcome.ran.err == "synos-mssp: created tenant 'acme'\n");
}

TEST_CASE("a connection lost after COMMIT, to a server that does not come back: not known, and how to find out", "[postgresql]") {
  const Outcome outcome = create_through(commit, Proxy::Cut::after, false);
  REQUIRE(outcome.cut);
  CHECK(outcome.kept);
  CHECK(outcome.ran.status == 1);
  CHECK(outcome.ran.err.find("whether it was is not known\n  'synos-mssp audit list --last 5' shows it if it was") != std::string::npos);
}

TEST_CASE("a connection lost in the middle of a change: nothing was done", "[postgresql]") {
  for (const Proxy::Cut cut : {Proxy::Cut::before, Proxy::Cut::after}) {
    const Outcome outcome = create_through("INSERT INTO tenant", cut);
    REQUIRE(outcome.cut);
    CHECK_FALSE(outcome.kept);
    CHECK(outcome.ran.status == 6);
    CHECK(outcome.ran.err.find("lost in the middle of a change: nothing was changed\n  try again\n") != std::string::npos);
  }
}

TEST_CASE("a server that ends the session in the middle of a change: nothing was done", "[postgresql]") {
  const Database database;
  const auto store = db::open_postgres(database.url());
  try {
    store->atomically([&] {
      store->run("INSERT INTO analyst (handle, name, capacity, skills, created_at) VALUES ('a', '', 40000, '', 0)");
      Cluster::shared().administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database.name() + "'");
      store->run("SELECT 1");
    });
    FAIL("the session lives");
  } catch (const Error& error) {
    CHECK(error.code() == Code::busy);
    CHECK(error.message() == "the connection to the store was lost in the middle of a change: nothing was changed");
  }
  CHECK(db::open_postgres(database.url())->run("SELECT 1 FROM analyst").empty());
}

TEST_CASE("a change that meets that of another program is done again as a whole, but not for ever", "[postgresql]") {
  const Database database;
  const auto store = db::open_postgres(database.url());
  const auto other = db::open_postgres_as_owner(database.url("mssp_owner"));  // does not queue with the tool's commands
  store->run("INSERT INTO analyst (handle, name, capacity, skills, created_at) VALUES ('a', '', 1000, '', 0)");
  int runs = 0;
  const auto change = [&](int meets) {
    runs = 0;
    store->atomically([&] {
      const std::int64_t before = store->run("SELECT capacity FROM analyst WHERE handle = 'a'").front().integer(0);
      if (++runs <= meets) other->run("UPDATE analyst SET capacity = capacity + 10 WHERE handle = 'a'");
      store->run("UPDATE analyst SET capacity = $1 WHERE handle = 'a'", {before + 1});
    });
  };
  change(1);
  CHECK(runs == 2);
  CHECK(store->run("SELECT capacity FROM analyst").front().integer(0) == 1011);
  try {
    change(1000);
    FAIL("it was never given up");
  } catch (const Error& error) {
    CHECK(error.code() == Code::busy);
    CHECK(error.hint() == "nothing was changed: try again");
  }
  CHECK(runs == 12);
  CHECK(store->run("SELECT capacity FROM analyst").front().integer(0) == 1131);
}
