// What happens when nobody takes the output.
#include <catch2/catch.hpp>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "support/process.hpp"

using namespace mssp::test;

namespace {

void put_at_standard_output(int descriptor) { ::dup2(descriptor, STDOUT_FILENO); }

}  // namespace

TEST_CASE("a full disk behind standard output is an error") {
  const ProcessWorld world;
  const Ended ended = world.run({"tenant", "list"}, [] { put_at_standard_output(::open("/dev/full", O_WRONLY)); });
  CHECK(ended.status == 1);
  CHECK(ended.err.find("cannot write to standard output: No space left on device") != std::string::npos);
  CHECK(world.run({"--version"}, [] { put_at_standard_output(::open("/dev/full", O_WRONLY)); }).status == 1);
  CHECK(world.run({"--help"}, [] { put_at_standard_output(::open("/dev/full", O_WRONLY)); }).status == 1);
}

TEST_CASE("a closed standard output is an error, and the store does not become one") {
  const ProcessWorld world;
  REQUIRE(world.run(ProcessWorld::create("Acme")).status == 0);
  const Ended ended = world.run({"tenant", "list"}, [] { ::close(STDOUT_FILENO); });
  CHECK(ended.status == 1);
  CHECK(ended.err.find("cannot write to standard output") != std::string::npos);
  const Ended all = world.run(ProcessWorld::create("Bolt"), [] {
    ::close(STDIN_FILENO);
    ::close(STDOUT_FILENO);
    ::close(STDERR_FILENO);
  });
  CHECK(all.signal == 0);
  world.require_sound();
}

TEST_CASE("a reader that went away ends the program silently, like any tool in a pipe") {
  const ProcessWorld world;
  for (auto* const disposition : {SIG_DFL, SIG_IGN}) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
    ::close(ends[0]);
    const Ended ended = world.run({"tenant", "list", "--format", "json"}, [&] {
      put_at_standard_output(ends[1]);
      static_cast<void>(std::signal(SIGPIPE, disposition));
    });
    ::close(ends[1]);
    CHECK((ended.signal == SIGPIPE || ended.status == 141));  // a shell shows both as 141
    CHECK(ended.err.find("cannot write") == std::string::npos);
    CHECK(ended.err.find("internal error") == std::string::npos);
  }
}

TEST_CASE("a file given by --output is left as it was when the disk is full") {
  const ProcessWorld world;
  const Ended ended = world.run({"tenant", "list", "--output", "/dev/full"});
  CHECK(ended.status == 1);
  CHECK(ended.err.find("No space left on device") != std::string::npos);
}
