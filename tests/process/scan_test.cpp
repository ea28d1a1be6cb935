// Scans by the real program: real nmap against listeners on loopback, runners that are killed or stopped, and a weekly
// schedule under a real cron(8). What a machine cannot do is skipped, visibly.
#include <catch2/catch.hpp>
#include <arpa/inet.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "base/instant.hpp"
#include "base/parse.hpp"
#include "support/paths.hpp"
#include "support/process.hpp"

using namespace mssp;
using namespace mssp::test;

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// A socket that listens on an address of loopback and answers nothing; the kernel chooses the port unless one is given.
class Listener {
 public:
  explicit Listener(const std::string& address, std::uint16_t port = 0) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(port);
    REQUIRE(::inet_pton(AF_INET, address.c_str(), &name.sin_addr) == 1);
    REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&name), sizeof name) == 0);
    REQUIRE(::listen(socket_, 8) == 0);
    socklen_t size = sizeof name;
    REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&name), &size) == 0);
    port_ = ntohs(name.sin_port);
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() { ::close(socket_); }
  int port() const { return port_; }

 private:
  int socket_;
  int port_ = 0;
};

// A provider with configuration of its own and one customer whose loopback addresses may be scanned.
class Scanned {
 public:
  Scanned() {
    write_whole(folder() / "etc/scan-schedule.yml", "schedules: []\n");
    good({"tenant", "create", "--name", "Acme", "--tier", "enterprise", "--seats", "2"});
    good({"scan", "scope", "add", "--tenant", "acme", "--network", "127.0.0.0/29", "--reference", "test", "--until", "2999-12-31"});
  }
  const fs::path& folder() const { return folder_.path(); }

  std::map<std::string, std::string> environment() const {
    return {{"SYNOS_MSSP_STORE", "sqlite://" + (folder() / "mssp.db").native()},
            {"SYNOS_MSSP_CONFIG_DIR", (folder() / "etc").native()},
            {"TMPDIR", folder().native()},
            {"PATH", "/usr/bin:/bin"}};
  }
  void profile(const std::string& text) const { write_whole(folder() / "etc/scan-profiles.yml", "profiles:\n  - {name: full, " + text + "}\n"); }
  void scanner(const std::string& script) const {
    const fs::path file = folder() / "scanner";
    write_whole(file, "#!/bin/sh\n" + script);
    fs::permissions(file, fs::perms(0755));
    profile("program: " + file.native() + ", timeout: 2m");
  }
  std::unique_ptr<Process> start(Words words) const {
    words.insert(words.begin(), program().native());
    return std::make_unique<Process>(std::move(words), environment());
  }
  Ended run(Words words) const { return start(std::move(words))->wait(); }
  Ended good(Words words) const {
    Ended ended = run(std::move(words));
    INFO(ended.err);
    REQUIRE(ended.status == 0);
    return ended;
  }
  nlohmann::json json(Words words) const {
    words.insert(words.end(), {"--format", "json"});
    return nlohmann::json::parse(good(std::move(words)).out);
  }
  // As if all that is there had been there so much longer.
  void age(int seconds) const {
    const std::string by = " - " + std::to_string(seconds);
    Process sqlite({"sqlite3", (folder() / "mssp.db").native(),
                    "UPDATE scan_schedule SET due_since = due_since" + by + "; UPDATE tenant SET created_at = created_at" + by},
                   {{"PATH", "/usr/bin:/bin"}});
    REQUIRE(sqlite.wait().status == 0);
  }
  nlohmann::json history() const { return json({"scan", "schedule", "history", "--tenant", "acme"}); }

 private:
  TemporaryFolder folder_;
};

// Waits until a condition holds; a test that hangs fails instead.
template <class Condition>
void wait_for(Condition condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(150);
  while (!condition()) {
    REQUIRE(std::chrono::steady_clock::now() < end);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

const Words full_scan{"scan", "run", "--tenant", "acme", "--type", "full"};

// A scanner that says who it is and then takes its time.
constexpr auto slow = "echo $$ > \"$HOME/../scanner.pid\"; sleep 600\n";

bool lives(const std::string& id) {
  if (!fs::exists("/proc/" + id + "/stat")) return false;
  const std::string stat = read_whole("/proc/" + id + "/stat");
  return stat.find(") Z") == std::string::npos;
}

std::string scanner_id(const Scanned& world) {
  const fs::path file = world.folder() / "scanner.pid";
  wait_for([&] { return fs::exists(file) && read_whole(file).ends_with('\n'); });
  std::string id = read_whole(file);
  id.pop_back();
  return id;
}

}  // namespace

TEST_CASE("nmap scans what is authorised on loopback, and its result is imported") {
  if (!fs::exists("/usr/bin/nmap")) {
    WARN("skipped: nmap is not installed");
    return;
  }
  const Scanned world;
  auto one = std::make_unique<Listener>("127.0.0.1");
  const Listener two("127.0.0.2", static_cast<std::uint16_t>(one->port()));
  const Listener excluded("127.0.0.5", static_cast<std::uint16_t>(one->port()));
  world.profile("ports: " + std::to_string(one->port()) + ", names: false, timing: aggressive, timeout: 2m");
  world.good({"scan", "scope", "add", "--tenant", "acme", "--network", "127.0.0.5", "--exclude"});

  const auto first = world.json(full_scan);
  CHECK(first.at("state") == "done");
  CHECK(first.at("hosts") == 7);  // 127.0.0.0/29 without the one excluded: each answers on loopback
  auto findings = world.json({"finding", "list", "--tenant", "acme"});
  REQUIRE(findings.size() == 2);
  std::set<std::string> assets;
  for (const auto& finding : findings) {
    CHECK(finding.at("port") == one->port());
    assets.insert(finding.at("asset"));
  }
  CHECK(assets == std::set<std::string>{"127.0.0.1", "127.0.0.2"});

  // What is closed is fixed by the next scan; a scan of one address leaves the others alone.
  const std::string port = std::to_string(one->port());
  one.reset();
  world.json({"scan", "run", "--tenant", "acme", "--type", "full", "--target", "127.0.0.2"});
  CHECK(world.json({"finding", "list", "--tenant", "acme"}).size() == 2);
  world.json(full_scan);
  findings = world.json({"finding", "list", "--tenant", "acme"});
  const auto fixed = std::count_if(findings.begin(), findings.end(), [](const auto& finding) { return finding.at("state") == "fixed"; });
  CHECK(fixed + 2 - static_cast<long>(findings.size()) == 1);
  CHECK(world.history().size() == 3);
  for (const auto& entry : fs::directory_iterator(world.folder())) CHECK_FALSE(entry.path().filename().native().starts_with("synos-mssp-"));
}

TEST_CASE("a runner that is killed leaves its run as lost, and no scanner behind") {
  const Scanned world;
  world.scanner(slow);
  const auto runner = world.start(full_scan);
  const std::string scanner = scanner_id(world);
  CHECK(world.history().front().at("state") == "running");
  runner->signal(SIGKILL);
  runner->wait();
  wait_for([&] { return !lives(scanner); });

  const Ended next = world.run({"scan", "schedule", "run"});
  CHECK(next.status == 1);
  CHECK(next.err.find("R-1 full scan of tenant 'acme' lost: its runner ended before the scan did") != std::string::npos);
  const auto lost = world.history().front();
  CHECK(lost.at("state") == "lost");
  CHECK_FALSE(lost.at("finished_at").is_null());
  CHECK(lost.at("scan").is_null());
  CHECK(world.run({"scan", "schedule", "run"}).status == 0);  // told once
  world.good({"store", "check"});
  world.good({"audit", "verify"});
}

TEST_CASE("a run that is stopped is cancelled") {
  for (const int number : {SIGINT, SIGTERM}) {
    const Scanned world;
    world.scanner(slow);
    const auto runner = world.start(full_scan);
    const std::string scanner = scanner_id(world);
    runner->signal(number);
    const Ended ended = runner->wait();
    CHECK(ended.status == 130);
    CHECK(ended.err.find("cancelled: stopped by a signal") != std::string::npos);
    CHECK_FALSE(lives(scanner));
    CHECK(world.history().front().at("state") == "cancelled");
    CHECK(world.history().front().at("acknowledged_at").is_null());
  }
}

TEST_CASE("a scanner that hangs, or writes without an end, is ended") {
  const Scanned world;
  world.scanner(slow);
  world.profile("program: " + (world.folder() / "scanner").native() + ", timeout: 10s");
  const Ended hung = world.run(full_scan);
  CHECK(hung.status == 1);
  CHECK(hung.err.find("failed: not done within 10s") != std::string::npos);
  CHECK_FALSE(lives(scanner_id(world)));

  world.scanner("while [ \"$1\" != -oX ]; do shift; done; exec head -c 1G /dev/zero > \"$2\"\n");
  const Ended huge = world.run(full_scan);
  CHECK(huge.status == 1);
  CHECK(huge.err.find("failed: ") != std::string::npos);
  CHECK(world.history().front().at("state") == "failed");
}

TEST_CASE("two runners at once make each scan once") {
  const Scanned world;
  world.scanner("echo x >> \"$HOME/../calls\"; exit 1\n");
  std::string schedules = "schedules:\n";
  for (int minute = 0; minute < 60; minute += 10) {
    schedules += "  - {tenant: acme, scan_type: full, frequency: hourly, time: \"00:" + std::string(minute < 10 ? "0" : "") + std::to_string(minute) + "\"}\n";
  }
  write_whole(world.folder() / "etc/scan-schedule.yml", schedules);
  world.good({"scan", "schedule", "apply"});
  world.age(3600);  // so that each is due once
  std::vector<std::unique_ptr<Process>> runners;
  for (int i = 0; i < 4; ++i) runners.push_back(world.start({"scan", "schedule", "run"}));
  int failed = 0;
  for (const auto& runner : runners) {
    const int status = runner->wait().status;
    CHECK((status == 0 || status == 1));
    failed += status;
  }
  CHECK(failed >= 1);
  CHECK(world.history().size() == 6);
  CHECK(read_whole(world.folder() / "calls").size() == 12);  // "x\n" each
}

TEST_CASE("a weekly schedule runs under cron") {
  if (::getuid() != 0 || !fs::exists("/usr/sbin/cron") || !fs::exists("/usr/bin/nmap")) {
    WARN("skipped: needs root, cron and nmap");
    return;
  }
  const Scanned world;
  const Listener listener("127.0.0.1");
  world.profile("ports: " + std::to_string(listener.port()) + ", names: false, timeout: 2m");
  const Instant now = std::chrono::floor<Seconds>(std::chrono::system_clock::now());
  // Due in the week's minute that has just passed, and applied before it.
  const Civil civil = Zone::utc().civil(now);
  constexpr std::array days{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
  const std::chrono::weekday today{std::chrono::sys_days{date_of(civil)}};
  const std::string time = text(TimeOfDay{civil.hour, civil.minute});
  write_whole(world.folder() / "etc/scan-schedule.yml", "schedules:\n  - {tenant: acme, scan_type: full, frequency: weekly, day: " +
                                                            std::string(days.at(today.c_encoding())) + ", time: \"" + time + "\"}\n");
  world.good({"scan", "schedule", "apply"});
  world.age(120);
  std::string table;
  for (const auto& [name, value] : world.environment()) table += name + "=" + value + "\n";
  table += "* * * * * root " + program().native() + " scan schedule run >> " + (world.folder() / "cron.log").native() + " 2>&1\n";
  write_whole(world.folder() / "cron.d/synos-mssp", table);
  fs::create_directory(world.folder() / "spool");
  fs::create_directory(world.folder() / "run");
  write_whole(world.folder() / "crontab", "");

  // The machine's own tables, spool and pid file are covered in a namespace that only this cron sees.
  Process cron({"/usr/sbin/cron", "-f"}, {{"PATH", "/usr/bin:/bin"}}, [&] {
    const auto cover = [&](const char* ours, const char* theirs) {
      if (::mount((world.folder() / ours).c_str(), theirs, nullptr, MS_BIND, nullptr) != 0) ::_exit(126);
    };
    if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) ::_exit(126);
    cover("cron.d", "/etc/cron.d");
    cover("crontab", "/etc/crontab");
    cover("spool", "/var/spool/cron/crontabs");
    cover("run", "/run");
  });
  wait_for([&] { return !cron.running() || (!world.history().empty() && world.history().front().at("state") != "running"); });
  if (!cron.running() && cron.wait().status == 126) {
    WARN("skipped: no mount namespace may be made here");
    return;
  }
  const auto history = world.history();
  REQUIRE(history.size() == 1);
  CHECK(history.front().at("state") == "done");
  CHECK(history.front().at("hosts") == 8);
  CHECK(history.front().at("due_at").get<std::string>() == rfc3339(now - Seconds{civil.second}));
  CHECK(world.json({"finding", "list", "--tenant", "acme"}).size() == 1);
  // The minutes that follow find nothing more to do.
  CHECK(world.json({"scan", "schedule", "run"}).at("runs").empty());
}
