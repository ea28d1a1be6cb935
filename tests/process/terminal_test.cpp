// What a person is asked on a real terminal: script(1) gives the program one. Skipped, visibly, where that is missing.
#include <catch2/catch.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include "support/process.hpp"

using namespace mssp;
using namespace mssp::test;

namespace {

const std::string script = "/usr/bin/script";

struct Asked {
  ProcessWorld world;
  std::filesystem::path list = world.folder() / "devices.csv";

  Asked() {
    REQUIRE(world.run(ProcessWorld::create("Acme")).status == 0);
    REQUIRE(import("hostname,mac\nlaptop-1,3c:22:fb:00:00:08\n").status == 0);
    write_whole(list, "hostname,mac\nlaptop-9,3c:22:fb:00:00:08\n");
  }

  Ended import(const std::string& text) {
    write_whole(list, text);
    return world.run({"device", "import", "--tenant", "acme", "--file", list.native(), "--quiet"});
  }

  // The same import on a terminal, where these keys are typed.
  Ended on_terminal(const std::string& keys) const {
    const std::filesystem::path typed = world.folder() / "typed.txt";
    write_whole(typed, keys);
    const std::string line = "'" + program().native() + "' device import --tenant acme --file '" + list.native() + "'";
    Process process({script, "--quiet", "--return", "--command", line, "/dev/null"}, world.environment(), [&] {
      const int input = ::open(typed.c_str(), O_RDONLY | O_CLOEXEC);
      if (input < 0 || ::dup2(input, STDIN_FILENO) < 0) ::_exit(127);
    });
    return process.wait();
  }

  std::string devices() const { return world.run({"device", "list", "--tenant", "acme", "--format", "csv"}).out; }
};

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a person is asked on a terminal which device a record is") {
  if (!std::filesystem::exists(script)) {
    WARN("skipped: needs script(1)");
    return;
  }
  Asked asked;
  const std::string before = asked.devices();

  const Ended stopped = asked.on_terminal("x\n");
  CHECK(holds(stopped.out, ":2: which device is it?"));
  CHECK(holds(stopped.out, "1) 'laptop-1' (score 40: mac '3c:22:fb:00:00:08' agrees +60, hostname 'laptop-9' differs -20)"));
  CHECK(holds(stopped.out, "not answered: nothing was changed"));
  CHECK(stopped.status == 1);
  CHECK(asked.devices() == before);

  const Ended left_out = asked.on_terminal("s\n");
  CHECK(left_out.status == 0);
  CHECK(holds(left_out.out, "left out 1 record that may be more than one device"));
  CHECK(asked.devices() == before);

  const Ended fresh = asked.on_terminal("n\n");
  CHECK(fresh.status == 0);
  CHECK(holds(fresh.out, "1 new, 0 updated"));
  CHECK(asked.devices() != before);
}

TEST_CASE("a person names on a terminal the device that a record is") {
  if (!std::filesystem::exists(script)) {
    WARN("skipped: needs script(1)");
    return;
  }
  Asked asked;
  const Ended named = asked.on_terminal("1\n");
  CHECK(named.status == 0);
  CHECK(holds(named.out, "0 new, 1 updated"));
  // From now on it is known by both names: nobody is asked.
  CHECK_FALSE(holds(asked.on_terminal("").out, "which device"));
}
