// Called by the name of a noun, the program is that noun's front end.
#include <catch2/catch.hpp>

#include <filesystem>
#include <set>

#include "commands.hpp"
#include "support/paths.hpp"
#include "support/process.hpp"

using namespace mssp;
using namespace mssp::test;

TEST_CASE("a link with a noun's name is that noun") {
  const ProcessWorld world;
  const TemporaryFolder folder;
  std::set<std::string> nouns;
  for (const cli::Command& command : commands()) nouns.insert(command.path.substr(0, command.path.find(' ')));
  for (const std::string& noun : nouns) {
    INFO(noun);
    const std::string link = (folder.path() / noun).native();
    std::filesystem::create_symlink(program(), link);
    Process help({link, "--help"}, world.environment());
    const Ended ended = help.wait();
    CHECK(ended.status == 0);
    CHECK(ended.out == world.run({noun, "--help"}).out);
  }
  Process create({(folder.path() / "tenant").native(), "create", "--name", "Acme", "--tier", "starter", "--seats", "1"},
                 world.environment());
  CHECK(create.wait().status == 0);
  CHECK(world.tenants() == std::vector<std::string>{"acme"});
}

TEST_CASE("completion answers from the store and never complains") {
  const ProcessWorld world;
  CHECK(world.run({"__complete", "tenant", "show", "--tenant", ""}).status == 0);
  REQUIRE(world.run(ProcessWorld::create("Acme")).status == 0);
  CHECK(world.run({"__complete", "tenant", "show", "--tenant", "a"}).out == "acme\n");
  write_whole(world.store(), "no database, however long this text becomes, and it is longer than a header of a hundred bytes");
  const Ended broken = world.run({"__complete", "tenant", "show", "--tenant", "a"});
  CHECK(broken.status == 0);
  CHECK(broken.err.empty());
}
