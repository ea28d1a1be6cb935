// The tour of README.md, typed as it stands there: its console blocks are one transcript, with standard output followed
// by standard error as a terminal shows them.
#include <catch2/catch.hpp>

#include <sstream>
#include <string>
#include <vector>

#include "base/parse.hpp"
#include "support/paths.hpp"
#include "support/test_world.hpp"
#include "support/transcript.hpp"

using namespace mssp;
using namespace mssp::test;

namespace {

struct Step {
  std::string typed;
  std::string shown;
};

std::vector<Step> tour(const std::string& readme) {
  std::vector<Step> steps;
  std::istringstream lines(readme);
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      inside = line == "```console";
    } else if (inside && line.starts_with("$ ")) {
      steps.push_back({line.substr(2), ""});
    } else if (inside && !steps.empty()) {
      steps.back().shown += line + "\n";
    }
  }
  return steps;
}

// Blank lines between steps are for the reader.
std::string without_end(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace

TEST_CASE("the tour of README.md shows what the program answers", "[sqlite]") {
  TestWorld world;
  world.now = *parse_instant("2025-10-02T09:00:00Z", Zone::utc());
  const std::vector<Step> steps = tour(read_whole(source_tree() / "README.md"));
  CHECK(steps.size() > 10);
  for (const Step& step : steps) {
    Typed typed = split_as_shell(step.typed);
    REQUIRE(typed.words.at(0) == "synos-mssp");
    typed.words.erase(typed.words.begin());
    const Ran ran = world.run(typed.words);
    INFO("$ " << step.typed);
    CHECK(without_end(ran.out + ran.err) == without_end(step.shown));
  }
}
