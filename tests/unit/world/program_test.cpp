#include "world/program.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "support/test_world.hpp"
#include "world/process.hpp"

using namespace mssp;
using namespace mssp::world;

namespace {

struct Script {
  test::TemporaryFolder folder;
  Program program;

  explicit Script(const std::string& text, Seconds limit = Seconds{60}) {
    const auto file = folder.path() / "script";
    test::write_whole(file, "#!/bin/sh\n" + text);
    std::filesystem::permissions(file, std::filesystem::perms(0755));
    program = {.file = file, .arguments = {}, .folder = folder.path(), .output = folder.path() / "output", .limit = limit};
  }
  std::string output() const { return test::read_whole(program.output); }
};

void nothing(Seconds) {}

bool lives(const std::string& id) { return std::filesystem::exists("/proc/" + id); }

}  // namespace

TEST_CASE("a program gets its arguments as they are, three variables and no input") {
  ::setenv("MSSP_SECRET", "x", 1);
  Script script("printf '[%s]' \"$@\"; echo; env | cut -d= -f1 | sort | tr '\\n' ' '; wc -c; ls /proc/self/fd | wc -l");
  ::unsetenv("MSSP_SECRET");
  script.program.arguments = {"a b", "$(id)", "", "*"};
  const ProgramEnd end = run_program(script.program, nothing);
  CHECK(end.status == 0);
  const std::string output = script.output();
  const auto lines = split(output, '\n');
  CHECK(lines[0] == "[a b][$(id)][][*]");
  CHECK(lines[1].find("MSSP_SECRET") == std::string_view::npos);
  CHECK(lines[1].starts_with("HOME LC_ALL "));
  CHECK(trim(lines[1]).ends_with("0"));
}

TEST_CASE("how a program ended is told apart") {
  Script seven("exit 7");
  CHECK(run_program(seven.program, nothing).status == 7);
  Script killed("kill -KILL $$");
  CHECK(run_program(killed.program, nothing).signal == SIGKILL);
  Script missing("");
  missing.program.file = "/nowhere/nmap";
  CHECK_THROWS_AS(run_program(missing.program, nothing), Error);
  Script no_program("");
  test::write_whole(no_program.program.file, "");
  ::chmod(no_program.program.file.c_str(), 0644);
  CHECK_THROWS_AS(run_program(no_program.program, nothing), Error);
}

TEST_CASE("at its limit a program is ended with all it has started, even if it will not") {
  Script script("trap '' TERM; sleep 600 & echo $! ; wait; sleep 600", Seconds{1});
  const ProgramEnd end = run_program(script.program, nothing);
  CHECK(end.timed_out);
  CHECK(end.signal == SIGKILL);
  const std::string child(trim(script.output()));
  REQUIRE_FALSE(child.empty());
  for (int round = 0; round < 1000 && lives(child); ++round) ::usleep(10'000);  // until the init of this machine has reaped it
  CHECK_FALSE(lives(child));
}

TEST_CASE("a signal cancels a program, and only while somebody asks for that") {
  Script script("sleep 600");
  struct sigaction before {};
  ::sigaction(SIGTERM, nullptr, &before);
  bool sent = false;
  {
    const Interruption interruption;
    CHECK(Interruption::pending() == 0);
    const ProgramEnd end = run_program(script.program, [&](Seconds) {
      if (!sent) ::raise(SIGTERM);
      sent = true;
    });
    CHECK(end.cancelled);
    CHECK(end.signal == SIGTERM);
    CHECK(Interruption::pending() == SIGTERM);
  }
  CHECK(Interruption::pending() == 0);
  struct sigaction now {};
  ::sigaction(SIGTERM, nullptr, &now);
  CHECK(now.sa_handler == before.sa_handler);
}

TEST_CASE("only a program that nobody else could have written is run") {
  Script script("");
  const auto& file = script.program.file;
  CHECK_NOTHROW(require_trusted_program(file, "/x"));
  const auto refusal = [&](const std::filesystem::path& path) -> std::string {
    try {
      require_trusted_program(path, "/x");
    } catch (const Error& error) {
      CHECK(error.code() == Code::invalid_config);
      return error.message();
    }
    return "";
  };
  ::chmod(file.c_str(), 0775);
  CHECK(refusal(file) == "'/x' is not run: others may write it");
  ::chmod(file.c_str(), 0757);
  CHECK(refusal(file) == "'/x' is not run: others may write it");
  ::chmod(file.c_str(), 0644);
  CHECK(refusal(file) == "'/x' is not run: it may not be run");
  CHECK(refusal(script.folder.path()) == "'/x' is not run: it is no file");
  CHECK(refusal("nmap") == "'/x' is not run: its path is not absolute");
  CHECK(refusal("/nowhere") == "'/x' is not run: No such file or directory");
  if (::getuid() == 0) {
    ::chmod(file.c_str(), 0755);
    REQUIRE(::chown(file.c_str(), 12345, 12345) == 0);
    CHECK(refusal(file) == "'/x' is not run: it belongs to somebody else");
  }
}

TEST_CASE("a process is gone only when it was here") {
  const std::string us = this_process("here");
  CHECK_FALSE(process_is_gone(us, "here"));
  CHECK(split(us, ' ').size() == 5);
  auto parts = split(us, ' ');
  const auto with = [&](std::size_t index, const std::string& value) {
    std::vector<std::string> texts(parts.begin(), parts.end());
    texts[index] = value;
    return join(texts, " ");
  };
  CHECK(process_is_gone(with(4, "1"), "here"));          // the same id, another process
  CHECK(process_is_gone(with(3, "4194304"), "here"));    // no such id
  CHECK_FALSE(process_is_gone(with(4, "1"), "there"));   // of another machine nothing is known
  CHECK_FALSE(process_is_gone(with(1, "x"), "here"));    // nor of another boot
  CHECK_FALSE(process_is_gone(with(2, "x"), "here"));    // nor of another container
  CHECK_FALSE(process_is_gone(with(3, "-1"), "here"));
  CHECK_FALSE(process_is_gone("", "here"));
}

TEST_CASE("a private folder is nobody else's, and gone in the end") {
  const test::TemporaryFolder parent;
  std::filesystem::path path;
  {
    const PrivateFolder folder(parent.path());
    path = folder.path();
    struct stat found {};
    REQUIRE(::stat(path.c_str(), &found) == 0);
    CHECK((found.st_mode & 07777) == 0700);
    test::write_whole(path / "inner/file", "x");
  }
  CHECK_FALSE(std::filesystem::exists(path));
  CHECK_THROWS_AS(PrivateFolder(parent.path() / "none"), Error);
}
