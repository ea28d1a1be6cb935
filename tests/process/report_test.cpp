// Reports on their way from a schedule to the customer: runners that come twice or are killed, a drill, a full disk. Each
// report arrives exactly once or is visibly undone.
#include <catch2/catch.hpp>

#include <sched.h>
#include <sys/mount.h>

#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <thread>

#include "db/sqlite.hpp"
#include "support/mail_server.hpp"
#include "support/process.hpp"

using namespace mssp;
using namespace mssp::test;

namespace {

namespace fs = std::filesystem;

// Customers whose monthly reports are due now, as if the schedule had stood for years.
class Due {
 public:
  explicit Due(int count) {
    for (int i = 1; i <= count; ++i) {
      const std::string name = "t" + std::to_string(i);
      must({"tenant", "create", "--name", name, "--tier", "starter", "--seats", "5", "--contact", name + "@customer.example"});
    }
    must({"report", "schedule", "--tenant", "all", "--frequency", "monthly", "--template", "executive-summary", "--files", "pdf"});
    db::open_sqlite(world.store(), db::Access::write)->run("UPDATE report_schedule SET created_at = 0");
  }

  Ended must(const std::vector<std::string>& words) const {
    Ended ended = world.run(words);
    INFO(ended.err);
    REQUIRE(ended.status == 0);
    return ended;
  }
  std::size_t length(std::vector<std::string> words) const {
    words.insert(words.end(), {"--format", "json"});
    return nlohmann::json::parse(must(words).out).size();
  }

  ProcessWorld world;
};

std::set<std::string> recipients(const std::vector<std::string>& mails) {
  std::set<std::string> all;
  for (const std::string& mail : mails) {
    const auto at = mail.find("\r\nTo: ");
    if (at != std::string::npos) all.insert(mail.substr(at + 6, mail.find("\r\n", at + 2) - at - 6));
  }
  return all;
}

std::size_t files_below(const fs::path& folder) {
  if (!fs::exists(folder)) return 0;
  std::size_t count = 0;
  for (const fs::directory_entry& each : fs::recursive_directory_iterator(folder)) count += each.is_regular_file() ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("two runners and two senders at once: every customer gets the report once") {
  constexpr std::size_t customers = 6;
  const FaultyServer server("");
  Due due(customers);
  due.world.configure("smtp: {url: 'smtp://127.0.0.1:" + server.port() + "', from: reports@mssp.example, timeout: 20s}\n");
  const auto first = due.world.start({"report", "schedule", "run"});
  const auto second = due.world.start({"report", "schedule", "run"});
  for (const Ended& ended : {first->wait(), second->wait()}) {
    INFO(ended.err);
    CHECK(ended.status == 0);
  }
  CHECK(due.length({"report", "list"}) == customers);
  CHECK(due.length({"report", "schedule", "history"}) == customers);
  CHECK(due.length({"mail", "list"}) == customers);
  const auto one = due.world.start({"mail", "send"});
  const auto other = due.world.start({"mail", "send"});
  for (const int status : {one->wait().status, other->wait().status}) CHECK((status == 0 || status == 6));
  due.world.run({"mail", "send"});
  CHECK(server.box().size() == customers);
  CHECK(recipients(server.box()).size() == customers);
  CHECK(due.must({"report", "schedule", "run"}).err.find("nothing is due") != std::string::npos);
}

TEST_CASE("a run of reports killed at any moment is done by the next one, and arrives once") {
  constexpr std::size_t customers = 8;
  const FaultyServer server("");
  Due due(customers);
  due.world.configure("smtp: {url: 'smtp://127.0.0.1:" + server.port() + "', from: reports@mssp.example, timeout: 20s}\n");
  const auto began = std::chrono::steady_clock::now();
  due.must({"report", "schedule", "run", "--dry-run"});
  const auto usual = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began);
  std::mt19937 random(20250915);
  std::uniform_int_distribution<std::int64_t> microseconds(0, usual.count());
  int killed = 0;
  for (int i = 0; i < 12; ++i) {
    const auto runner = due.world.start({"report", "schedule", "run"});
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds(random)));
    runner->signal(SIGKILL);
    if (runner->wait().signal == SIGKILL) ++killed;
    // All or nothing: what is kept is what is queued.
    const std::size_t kept = due.length({"report", "list"});
    CHECK((kept == 0 || kept == customers));
    CHECK(due.length({"mail", "list"}) == kept);
    CHECK(due.length({"report", "schedule", "history"}) == kept);
  }
  CHECK(killed > 0);
  due.must({"report", "schedule", "run"});
  CHECK(due.length({"report", "list"}) == customers);
  CHECK(due.length({"mail", "list"}) == customers);
  due.must({"report", "verify"});
  due.must({"mail", "send"});
  CHECK(server.box().size() == customers);
  CHECK(recipients(server.box()).size() == customers);
  due.world.require_sound();
}

TEST_CASE("a drill goes to whoever asked and to nobody else, and the real run comes after it") {
  const FaultyServer server("");
  Due due(3);
  due.world.configure("smtp: {url: 'smtp://127.0.0.1:" + server.port() + "', from: reports@mssp.example, timeout: 20s}\n");
  due.must({"report", "drill", "--to", "me@mssp.example"});
  due.must({"mail", "send"});
  CHECK(server.box().size() == 3);
  CHECK(recipients(server.box()) == std::set<std::string>{"me@mssp.example"});
  for (const std::string& mail : server.box()) CHECK(mail.find("\r\nSubject: Drill: Monthly Executive Report") != std::string::npos);
  CHECK(due.length({"report", "list"}) == 0);
  due.must({"report", "schedule", "run"});
  due.must({"mail", "send"});
  CHECK(server.box().size() == 6);
  CHECK(recipients(server.box()).size() == 4);
}

TEST_CASE("a full disk under the reports: nothing is kept, nothing is mailed, and everybody sees it") {
  const Due due(2);
  const fs::path reports = due.world.store().parent_path() / "reports";
  fs::create_directory(reports);
  // A mount of this process and its children alone.
  if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
      ::mount("none", reports.c_str(), "tmpfs", 0, "size=8k") != 0) {
    WARN("SKIPPED: no right to mount a small disk here");
    return;
  }
  const Ended run = due.world.run({"report", "schedule", "run"});
  CHECK(run.status == 1);
  CHECK(run.err.find("No space left on device") != std::string::npos);
  const Ended one = due.world.run({"report", "generate", "--tenant", "t1", "--month", "2025-09"});
  CHECK(one.status == 1);
  CHECK(one.err.find("No space left on device") != std::string::npos);
  CHECK(due.length({"report", "list"}) == 0);
  CHECK(due.length({"mail", "list"}) == 0);
  CHECK(files_below(reports) == 0);
  CHECK(due.length({"report", "schedule", "history"}) == 2);  // as failed, for people to see
  ::umount2(reports.c_str(), MNT_DETACH);
  due.must({"report", "generate", "--tenant", "t1", "--month", "2025-09"});
  due.must({"report", "verify"});
}
