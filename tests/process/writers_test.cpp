// Many processes change one store at once: none fails, nothing is lost, limits hold.
#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <random>
#include <set>
#include <thread>

#include "support/process.hpp"

using namespace mssp::test;

namespace {

using Line = std::vector<std::string>;

bool has_open(pid_t process, const std::filesystem::path& file) {
  std::error_code gone;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/fd", gone)) {
    if (std::filesystem::read_symlink(entry.path(), gone) == file) return true;
  }
  return false;
}

std::chrono::microseconds duration_of(const std::function<void()>& body) {
  const auto start = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
}

// Someone else who has the turn to write.
class Turn {
 public:
  explicit Turn(const std::filesystem::path& store)
      : descriptor_(::open((store.native() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    REQUIRE(::flock(descriptor_, LOCK_EX) == 0);
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { ::close(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace

TEST_CASE("32 processes create tenants and users at once") {
  const ProcessWorld world;
  std::vector<std::vector<Line>> lanes;
  std::set<std::string> expected;
  for (int lane = 0; lane < 32; ++lane) {
    auto& lines = lanes.emplace_back();
    for (int i = 0; i < 5; ++i) {
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
  const std::string users = world.run({"user", "list", "--format", "csv"}).out;
  CHECK(std::count(users.begin(), users.end(), '\n') == 161);
  CHECK(world.run({"audit", "verify"}).out.find("whole: 320 entries") != std::string::npos);
  world.require_sound();
}

TEST_CASE("32 processes race for five seats") {
  const ProcessWorld world;
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
  CHECK(world.run({"audit", "verify"}).status == 0);
}

TEST_CASE("first commands that come at once on no store all succeed") {
  for (int round = 0; round < 5; ++round) {
    const ProcessWorld world;
    std::vector<std::vector<Line>> lanes;
    for (int i = 0; i < 6; ++i) lanes.push_back({ProcessWorld::create("t" + std::to_string(i))});
    lanes.push_back({{"tenant", "list"}});
    for (const Ended& ended : run_lanes(world, lanes)) {
      INFO(ended.err);
      CHECK(ended.status == 0);
    }
    CHECK(world.tenants().size() == 6);
    world.require_sound();
  }
}

TEST_CASE("an interrupt ends a command that waits for its turn") {
  const ProcessWorld world;
  REQUIRE(world.run(ProcessWorld::create("Acme")).status == 0);
  const Turn turn(world.store());
  for (const int number : {SIGINT, SIGTERM}) {
    const auto waiting = world.start(ProcessWorld::create("Bolt"));
    while (waiting->running() && !has_open(waiting->id(), world.store().native() + ".lock")) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    REQUIRE(waiting->running());
    waiting->signal(number);
    CHECK(waiting->wait().signal == number);
  }
  CHECK(world.tenants() == std::vector<std::string>{"acme"});
  world.require_sound();
}

TEST_CASE("a command killed at any moment leaves a sound store with all that was acknowledged") {
  const ProcessWorld world;
  const auto usual = duration_of([&] { REQUIRE(world.run(ProcessWorld::create("first")).status == 0); });
  std::mt19937 random(20250915);
  std::uniform_int_distribution<std::int64_t> microseconds(0, usual.count());
  std::set<std::string> acknowledged{"first"};
  int killed = 0;
  for (int i = 0; i < 150; ++i) {
    const std::string slug = "t" + std::to_string(i);
    const auto process = world.start(ProcessWorld::create(slug));
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds(random)));
    process->signal(SIGKILL);
    const Ended ended = process->wait();
    if (ended.status == 0) acknowledged.insert(slug);
    if (ended.signal == SIGKILL) ++killed;
  }
  CHECK(killed > 0);
  CHECK(acknowledged.size() > 1);
  world.require_sound();
  REQUIRE(world.run(ProcessWorld::create("last")).status == 0);
  acknowledged.insert("last");
  const auto tenants = world.tenants();
  for (const std::string& slug : acknowledged) {
    INFO(slug);
    CHECK(std::find(tenants.begin(), tenants.end(), slug) != tenants.end());
  }
  world.require_sound();
}

TEST_CASE("a restore killed at any moment leaves the old store or the new one") {
  const ProcessWorld world;
  const std::string backup = (world.folder() / "backup.db").native();
  REQUIRE(world.run(ProcessWorld::create("Base")).status == 0);
  REQUIRE(world.run({"store", "backup", "--file", backup}).status == 0);
  REQUIRE(world.run(ProcessWorld::create("Later")).status == 0);
  const Line restore{"store", "restore", "--file", backup, "--yes"};
  const auto usual = duration_of([&] { REQUIRE(world.run(restore).status == 0); });
  std::mt19937 random(20250916);
  std::uniform_int_distribution<std::int64_t> microseconds(0, usual.count());
  int killed = 0;
  for (int i = 0; i < 60; ++i) {
    REQUIRE(world.run(ProcessWorld::create("t" + std::to_string(i))).status == 0);
    const auto process = world.start(restore);
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds(random)));
    process->signal(SIGKILL);
    if (process->wait().signal == SIGKILL) ++killed;
    world.require_sound();
    const auto tenants = world.tenants();
    CHECK(std::find(tenants.begin(), tenants.end(), "base") != tenants.end());
  }
  CHECK(killed > 0);
}

TEST_CASE("a restore under running commands loses nothing that is acknowledged afterwards") {
  const ProcessWorld world;
  const std::string backup = (world.folder() / "backup.db").native();
  REQUIRE(world.run(ProcessWorld::create("Base")).status == 0);
  REQUIRE(world.run({"store", "backup", "--file", backup}).status == 0);
  std::vector<std::vector<Line>> lanes(4);
  for (int lane = 0; lane < 4; ++lane) {
    for (int i = 0; i < 8; ++i) lanes[static_cast<std::size_t>(lane)].push_back(ProcessWorld::create("t" + std::to_string(lane) + "-" + std::to_string(i)));
  }
  lanes.push_back({{"store", "restore", "--file", backup, "--yes"}, ProcessWorld::create("after")});
  int replaced = 0;
  for (const Ended& ended : run_lanes(world, lanes)) {
    INFO(ended.err);
    CHECK((ended.status == 0 || ended.status == 6));  // 6: the store was replaced while it waited
    if (ended.err.find("restored the store") != std::string::npos) ++replaced;
  }
  CHECK(replaced == 1);
  const auto tenants = world.tenants();
  CHECK(std::find(tenants.begin(), tenants.end(), "base") != tenants.end());
  CHECK(std::find(tenants.begin(), tenants.end(), "after") != tenants.end());
  world.require_sound();
}
