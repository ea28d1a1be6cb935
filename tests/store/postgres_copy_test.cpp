// A store copied from one engine to the other and back gives the same answers.
#include <catch2/catch.hpp>

#include <filesystem>

#include "base/error.hpp"
#include "db/migrate.hpp"
#include "db/postgres.hpp"
#include "db/sqlite.hpp"
#include "store/transfer_store.hpp"
#include "support/paths.hpp"
#include "support/postgres.hpp"
#include "support/test_world.hpp"

using namespace mssp;
using namespace mssp::test;

namespace {

using Line = std::vector<std::string>;

// Beside it lie the reports, where those of a store in PostgreSQL go as well.
const std::string one = "sqlite:///var/lib/synos/mssp/one.db";

Ran done(TestWorld& world, const Line& line) {
  Ran ran = world.run(line);
  INFO(line.front() << " " << line.at(1) << ": " << ran.err);
  REQUIRE(ran.status == 0);
  return ran;
}

// A month of a small provider, in the file of the world.
void fill(TestWorld& world) {
  world.environment["SYNOS_MSSP_STORE"] = one;
  write_whole(world.at("/scan.xml"), read_whole(data("scans/libnmap/1_hosts.xml")));
  for (const Line& line : std::vector<Line>{
           {"tenant", "create", "--name", "Acme", "--tier", "enterprise", "--seats", "50"},
           {"tenant", "create", "--name", "Zoë & Söhne", "--tier", "professional", "--seats", "5"},
           {"user", "assign", "--tenant", "acme", "--email", "it@acme.example", "--role", "admin"},
           {"sla", "set", "--tenant", "acme", "--response-time", "2h", "--uptime", "99.9%"},
           {"staff", "add", "--analyst", "jane.roe"},
           {"staff", "assign", "--analyst", "jane.roe", "--tenant", "acme", "--role", "primary"},
           {"ticket", "open", "--tenant", "acme", "--subject", "it's \\N, \"quoted\"", "--priority", "P1"},
           {"ticket", "respond", "--ticket", "T-1", "--message", "back\\slash"},
           {"scan", "import", "--tenant", "acme", "--scanner", "nmap", "--file", "/scan.xml"},
           {"report", "generate", "--tenant", "acme", "--month", "2025-09", "--type", "executive", "--format", "json",
            "--email", "ceo@acme.example"}}) {
    done(world, line);
  }
}

const std::vector<Line> questions{{"tenant", "list"},   {"user", "list"},   {"ticket", "list"},
                                  {"ticket", "show", "--ticket", "T-1"},    {"scan", "list", "--tenant", "acme"},
                                  {"finding", "list", "--tenant", "acme", "--state", "all"},
                                  {"staff", "list"},    {"report", "list"}, {"report", "outbox"},
                                  {"sla", "show", "--tenant", "acme"},      {"audit", "list"},
                                  {"audit", "verify"},  {"tenant", "export", "--tenant", "acme"}};

std::vector<std::string> answers(TestWorld& world, const std::string& store) {
  world.environment["SYNOS_MSSP_STORE"] = store;
  std::vector<std::string> all;
  for (Line line : questions) {
    if (line[1] == "export") {
      line.emplace_back("--dry-run");
    } else {
      line.insert(line.end(), {"--format", "json"});
    }
    all.push_back(done(world, line).out);
  }
  return all;
}

}  // namespace

TEST_CASE("lists, reports and imports answer the same on a store copied from one engine to the other and back", "[postgresql]") {
  TestWorld world;
  fill(world);
  const Database database(Database::Content::nothing);
  const auto before = answers(world, one);
  const Ran there = done(world, {"store", "copy", "--from", one, "--to", database.url("mssp_owner"), "--format", "json"});
  CHECK(there.out.find("\"table\":\"tenant\",\"rows\":2") != std::string::npos);
  CHECK(answers(world, database.url()) == before);
  done(world, {"store", "check", "--store", database.url()});
  done(world, {"store", "copy", "--from", database.url(), "--to", "sqlite:///two.db"});
  CHECK(answers(world, "sqlite:///two.db") == before);

  // What is done afterwards is the same as well: rows are numbered behind those that were copied.
  const auto go_on = [&](const std::string& store) {
    world.environment["SYNOS_MSSP_STORE"] = store;
    std::string all;
    for (const Line& line : std::vector<Line>{
             {"tenant", "create", "--name", "Later", "--tier", "starter", "--seats", "2", "--format", "json"},
             {"ticket", "open", "--tenant", "later", "--subject", "new", "--format", "json"},
             {"scan", "import", "--tenant", "acme", "--scanner", "nmap", "--again", "--file", "/scan.xml", "--format", "json"},
             {"report", "generate", "--tenant", "acme", "--month", "2025-08", "--type", "executive", "--format", "json", "--email", "ceo@acme.example"}}) {
      all += done(world, line).out;
    }
    for (const std::string& answer : answers(world, store)) all += answer;
    return all;
  };
  CHECK(go_on(database.url()) == go_on(one));
  done(world, {"store", "check", "--store", database.url()});
}

TEST_CASE("a copy takes no destination that holds anything, and a broken trail is not copied", "[postgresql]") {
  TestWorld world;
  fill(world);
  const Database full;
  const Database empty(Database::Content::nothing);
  const auto copy = [&](const std::string& to) { return world.run({"store", "copy", "--from", one, "--to", to}); };
  CHECK(copy(full.url("mssp_owner")).status == 4);
  CHECK(copy(one).status == 4);
  db::open_sqlite(world.at("/var/lib/synos/mssp/one.db"), db::Access::write)->run("UPDATE audit SET login = 'x' WHERE number = 2");
  const Ran broken = copy(empty.url("mssp_owner"));
  CHECK(broken.status == 1);
  CHECK(broken.err.find("the audit trail of the source is broken at entry 2") != std::string::npos);
  CHECK(db::open_postgres_as_owner(empty.url("mssp_owner"))->tables().empty());
}

TEST_CASE("a dump by the owner restores to a sound store", "[postgresql]") {
  TestWorld world;
  fill(world);
  const Database first(Database::Content::nothing);
  const Database second(Database::Content::nothing);
  done(world, {"store", "copy", "--from", one, "--to", first.url("mssp_owner")});
  const Cluster& cluster = Cluster::shared();
  const std::string dump = world.at("/dump").native();
  const std::map<std::string, std::string> environment{{"PATH", "/usr/bin:/bin"}, {"PGOPTIONS", "-c mssp.tenant=all"}};
  const Ended dumped = Process({(cluster.programs() / "pg_dump").native(), "--enable-row-security", "--format=custom", "--file", dump,
                                first.url("mssp_owner")}, environment).wait();
  INFO(dumped.err);
  REQUIRE(dumped.status == 0);
  const Ended restored = Process({(cluster.programs() / "pg_restore").native(), "--dbname", second.url("mssp_owner"), dump}, environment).wait();
  INFO(restored.err);
  REQUIRE(restored.status == 0);
  CHECK(answers(world, second.url()) == answers(world, first.url()));
  done(world, {"store", "check", "--store", second.url()});
}

TEST_CASE("rows that refer to later rows of their own table are copied", "[postgresql]") {
  TestWorld world;
  fill(world);
  {
    const auto store = db::open_sqlite(world.at("/var/lib/synos/mssp/one.db"), db::Access::write);
    std::vector<db::Values> tickets;
    for (std::int64_t number = 2; number <= 5000; ++number) {
      tickets.push_back({std::int64_t{1}, number, "s", "P3", "closed", std::int64_t{0}, std::int64_t{0}, std::int64_t{0}});
    }
    store->insert("ticket", "tenant_id, number, subject, priority, status, opened_at, changed_at, policy_version", tickets);
    store->run("UPDATE ticket SET merged_into = 5000 WHERE number = 2");
  }
  const Database database(Database::Content::nothing);
  done(world, {"store", "copy", "--from", one, "--to", database.url("mssp_owner")});
  done(world, {"store", "copy", "--from", database.url(), "--to", "sqlite:///two.db"});
  for (const std::string& url : {database.url(), std::string("sqlite:///two.db")}) done(world, {"store", "check", "--store", url});
  const auto store = db::open_postgres(database.url());
  CHECK(store->run("SELECT merged_into FROM ticket WHERE number = 2").front().integer(0) == 5000);
  CHECK_THROWS_AS(store->run("UPDATE ticket SET merged_into = 9999 WHERE number = 3"), db::Violation);
}
