// The disk fails at the first write or sync of a command, then at the second, and so on until the command succeeds
// untouched: strace(1) makes the system calls fail. Skipped, visibly, where strace is not installed or not permitted.
#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "support/paths.hpp"
#include "support/process.hpp"

using namespace mssp::test;

namespace {

namespace fs = std::filesystem;

constexpr auto calls = "write,pwrite64,fsync,fdatasync,ftruncate,fallocate";

bool can_inject() {
  const TemporaryFolder folder;
  const std::string log = (folder.path() / "log").native();
  Process probe({"strace", "-o", log, "-e", "trace=write", "-e", "inject=write:error=ENOSPC:when=1", "/bin/echo", "x"},
                {{"PATH", "/usr/bin:/bin"}});
  probe.wait();
  return fs::exists(log) && read_whole(log).find("(INJECTED)") != std::string::npos;
}

struct Faulted {
  Ended ended;
  bool injected = false;
  bool on_streams = false;  // the failed call was one to standard output or error
};

Faulted run_with_fault(const ProcessWorld& world, std::vector<std::string> words, const std::string& fault) {
  const fs::path log = world.folder() / "strace.log";
  std::vector<std::string> all{"strace", "-o", log.native(), "-e", std::string("trace=") + calls,
                               "-e", std::string("inject=") + calls + ":" + fault, program().native()};
  all.insert(all.end(), words.begin(), words.end());
  Process process(all, world.environment());
  Faulted result;
  result.ended = process.wait();
  const std::string trace = read_whole(log);
  for (std::size_t at = trace.find("(INJECTED)"); at != std::string::npos; at = trace.find("(INJECTED)", at + 1)) {
    result.injected = true;
    const std::size_t start = trace.rfind('\n', at) + 1;
    const std::string call = trace.substr(start, at - start);
    if (call.starts_with("write(1,") || call.starts_with("write(2,")) result.on_streams = true;
  }
  return result;
}

void copy_store(const fs::path& from, const fs::path& to) {
  fs::remove_all(to);
  fs::copy(from, to, fs::copy_options::recursive);
}

// A failure leaves no half-made file behind, neither under a temporary name nor under the final one.
void check_leftovers(const ProcessWorld& world) {
  for (const fs::path& folder : {world.folder(), world.store().parent_path()}) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      INFO(entry.path());
      CHECK_FALSE(entry.path().filename().native().starts_with('.'));
    }
  }
  const fs::path copy = world.folder() / "other.db";
  if (fs::exists(copy)) CHECK(world.run({"store", "check", "--store", "sqlite://" + copy.native()}).status == 0);
}

// Sweeps one command over its writes: the first hundred one by one, then, among the hundreds of equal pages that a new
// store is made of, every seventh. `prepared` holds the folder of the store before the command.
void sweep(const std::string& name, const fs::path& prepared, const ProcessWorld& world, std::vector<std::string> words,
           const std::vector<std::string>& always_there) {
  const std::vector<std::string> errors{"ENOSPC", "EIO"};
  const std::vector<std::string> lasts{"", "+"};  // once, and from then on
  for (const std::string& error : errors) {
    for (const std::string& lasting : lasts) {
      bool done = false;
      int number = 1;
      for (; !done && number < 2000; number += number < 100 ? 1 : 7) {
        copy_store(prepared, world.store().parent_path());
        const Faulted faulted = run_with_fault(world, words, "error=" + error + ":when=" + std::to_string(number) + lasting);
        const Ended& ended = faulted.ended;
        INFO(name << ", " << error << " at call " << number << lasting << ": status " << ended.status << ", signal "
                  << ended.signal << "\n" << ended.err);
        CHECK(ended.signal == 0);
        CHECK((ended.status == 0 || ended.status == 1));
        CHECK(ended.err.find("internal error") == std::string::npos);
        if (ended.status != 0 && !faulted.on_streams) {
          CHECK(ended.err.starts_with("synos-mssp: "));
          CHECK(std::count(ended.err.begin(), ended.err.end(), '\n') <= 2);  // the error and its hint
        }
        if (fs::exists(world.store())) world.require_sound();
        check_leftovers(world);
        const auto tenants = world.tenants();
        for (const std::string& slug : always_there) CHECK(std::count(tenants.begin(), tenants.end(), slug) == 1);
        if (ended.status == 0 && words[1] == "create") CHECK(std::count(tenants.begin(), tenants.end(), "new") == 1);
        done = !faulted.injected;
      }
      INFO(name << ", " << error << lasting);
      CHECK(done);
      CHECK(number > 4);  // the sweep did reach the writes
    }
  }
}

bool skipped() {
#ifdef __SANITIZE_ADDRESS__
  WARN("SKIPPED: strace would fail the sanitizer's own writes, and its leak check does not run under ptrace");
  return true;
#endif
  if (can_inject()) return false;
  WARN("SKIPPED: strace is not installed or not permitted here");
  return true;
}

// A mount of this process and its children alone; false, told, where that is not permitted.
bool mount_small_disk(const fs::path& folder) {
  if (::unshare(CLONE_NEWNS) == 0 && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
      ::mount("none", folder.c_str(), "tmpfs", 0, "size=1400k") == 0) {
    return true;
  }
  WARN("SKIPPED: no right to mount a small disk here");
  return false;
}

}  // namespace

TEST_CASE("a change survives every failing write") {
  if (skipped()) return;
  const ProcessWorld world;
  REQUIRE(world.run(ProcessWorld::create("old")).status == 0);
  const fs::path prepared = world.folder() / "prepared";
  copy_store(world.store().parent_path(), prepared);
  sweep("create", prepared, world, ProcessWorld::create("new"), {"old"});
}

TEST_CASE("the first command survives every failing write") {
  if (skipped()) return;
  const ProcessWorld world;
  const fs::path prepared = world.folder() / "prepared";
  fs::create_directories(prepared);
  sweep("first create", prepared, world, ProcessWorld::create("new"), {});
}

TEST_CASE("backup and restore survive every failing write") {
  if (skipped()) return;
  const ProcessWorld world;
  REQUIRE(world.run(ProcessWorld::create("old")).status == 0);
  const fs::path prepared = world.folder() / "prepared";
  const std::string backup = (world.folder() / "backup.db").native();
  REQUIRE(world.run({"store", "backup", "--file", backup}).status == 0);
  copy_store(world.store().parent_path(), prepared);
  sweep("backup", prepared, world, {"store", "backup", "--force", "--file", (world.folder() / "other.db").native()}, {"old"});
  sweep("restore", prepared, world, {"store", "restore", "--yes", "--file", backup}, {"old"});
}

TEST_CASE("a disk that fills up refuses changes and loses none") {
  const ProcessWorld world;
  if (!mount_small_disk(world.folder())) return;
  std::vector<std::string> acknowledged;
  Ended refused;
  for (int i = 0; i < 2000 && refused.status <= 0; ++i) {
    const std::string slug = "t" + std::to_string(10000 + i);
    refused = world.run(ProcessWorld::create(slug));
    if (refused.status == 0) acknowledged.push_back(slug);
  }
  CHECK(acknowledged.size() > 10);
  CHECK(refused.status == 1);
  CHECK(refused.err.starts_with("synos-mssp: the store cannot grow: no space left on its disk"));
  CHECK(world.tenants() == acknowledged);
  const Ended backup = world.run({"store", "backup", "--file", (world.folder() / "backup.db").native()});
  CHECK(backup.status == 1);
  CHECK(backup.err.find("No space left on device") != std::string::npos);
  world.require_sound();
  check_leftovers(world);
  ::umount2(world.folder().c_str(), MNT_DETACH);
}

TEST_CASE("a reader is told that not one block of the disk is left") {
  const ProcessWorld world;
  if (!mount_small_disk(world.folder())) return;
  REQUIRE(world.run(ProcessWorld::create("old")).status == 0);
  const fs::path filler = world.folder() / "filler";
  const int file = ::open(filler.c_str(), O_WRONLY | O_CREAT, 0600);
  while (::write(file, "x", 1) == 1) continue;
  ::close(file);
  const Ended reading = world.run({"tenant", "list"});
  CHECK(reading.status == 1);
  CHECK(reading.err.starts_with("synos-mssp: the store cannot grow: no space left on its disk"));
  fs::remove(filler);
  CHECK(world.tenants() == std::vector<std::string>{"old"});
  ::umount2(world.folder().c_str(), MNT_DETACH);
}

TEST_CASE("somebody without rights to the store is told which, and whose they are") {
  if (::geteuid() != 0) {
    WARN("SKIPPED: only root can become somebody else");
    return;
  }
  const ProcessWorld world;
  REQUIRE(world.run(ProcessWorld::create("old")).status == 0);
  for (const fs::path& folder : {world.folder(), world.store().parent_path()}) ::chmod(folder.c_str(), 0755);
  const auto list = [&] {
    return world.run({"tenant", "list"}, [] {
      if (::setuid(65534) != 0) ::_exit(126);
    });
  };
  Ended ended = list();
  CHECK(ended.status == 7);
  CHECK(ended.err.starts_with("synos-mssp: cannot open the store '" + world.store().native() + "': Permission denied"));
  ::chmod(world.store().c_str(), 0644);
  ended = list();
  CHECK(ended.status == 7);
  CHECK(ended.err.find("run this as the user who owns the store") != std::string::npos);
}
