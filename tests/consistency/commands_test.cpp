// Every command has help, an example that parses, a transcript, a manual page, completion and a schema of its answer.
#include <catch2/catch.hpp>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/complete.hpp"
#include "cli/help.hpp"
#include "cli/parse.hpp"
#include "commands.hpp"
#include "support/paths.hpp"
#include "support/test_world.hpp"
#include "support/transcript.hpp"

using namespace mssp;

namespace {

namespace fs = std::filesystem;
const fs::path source = test::source_tree();

std::string noun_of(const cli::Command& command) { return command.path.substr(0, command.path.find(' ')); }

std::vector<const cli::Command*> shown() {
  std::vector<const cli::Command*> all;
  for (const cli::Command& command : commands()) {
    if (!command.hidden) all.push_back(&command);
  }
  return all;
}

// The words behind "synos-mssp", the command found and the rest, as run.cpp finds them.
cli::Words matched(const std::vector<std::string>& words) {
  return cli::longest_match(cli::separate({words.begin() + 1, words.end()}),
                            [](const std::string& path) { return cli::find(commands(), path) != nullptr; });
}

// Every command typed in a transcript.
const std::set<std::string>& transcribed() {
  static const std::set<std::string> paths = [] {
    std::set<std::string> found;
    for (const fs::path& file : test::all_transcripts()) {
      const std::string text = test::read_whole(file);
      std::string typed;
      for (const std::string_view line : split(text, '\n')) {
        if (line.starts_with("$ ")) typed = line.substr(2);
        if (!line.starts_with("$ ") && !line.starts_with('>')) continue;
        const std::size_t command = typed.find("synos-mssp ");
        if (command == std::string::npos) continue;
        const std::string called = typed.substr(command);
        std::vector<std::string> words;
        for (const std::string_view word : split(called, ' ')) words.emplace_back(word);
        found.insert(join(matched(words).path, " "));
      }
    }
    return found;
  }();
  return paths;
}

std::string dashed(std::string path) {
  std::replace(path.begin(), path.end(), ' ', '-');
  return path;
}

// A manual page as a reader sees its words: mdoc macros are left, escapes of hyphens are not.
std::string manual_of(const std::string& noun) {
  const fs::path file = source / "man" / ("synos-mssp-" + noun + ".1");
  if (!fs::exists(file)) return {};
  std::string text = test::read_whole(file);
  for (auto at = text.find("\\-"); at != std::string::npos; at = text.find("\\-", at)) text.erase(at, 1);
  return text;
}

bool page_names(const std::string& page, const std::string& option) {
  for (const std::string before : {"Fl -", "--"}) {
    const std::string flag = before + option;
    for (auto at = page.find(flag); at != std::string::npos; at = page.find(flag, at + 1)) {
      const char next = at + flag.size() < page.size() ? page[at + flag.size()] : ' ';
      if (std::string_view(" \n=,.|]").find(next) != std::string_view::npos) return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("a command has the path by which the table knows it") {
  REQUIRE(commands().size() == command_table().size());
  for (std::size_t i = 0; i < commands().size(); ++i) CHECK(commands()[i].path == command_table()[i].path);
}

TEST_CASE("every command says what it does") {
  std::set<std::string> paths;
  for (const cli::Command* command : shown()) {
    INFO(command->path);
    CHECK(paths.insert(command->path).second);
    CHECK_FALSE(command->summary.empty());
    CHECK_FALSE(command->summary.ends_with('.'));
    CHECK_FALSE(command->examples.empty());
    CHECK(command->prepare);
    CHECK_FALSE(cli::command_help(*command, 80).empty());
    std::set<std::string> names;
    std::set<char> letters;
    for (const cli::Option& option : cli::options_of(*command)) {
      INFO("--" << option.name);
      CHECK(names.insert(option.name).second);
      CHECK((option.letter == '\0' || letters.insert(option.letter).second));
      CHECK_FALSE(option.help.empty());
      CHECK_FALSE(option.help.ends_with('.'));
    }
  }
}

TEST_CASE("every example is a command line of its command") {
  for (const cli::Command* command : shown()) {
    for (const std::string& example : command->examples) {
      INFO(example);
      std::string line = example.substr(0, example.find(" | "));
      const test::Typed typed = test::split_as_shell(line);
      REQUIRE_FALSE(typed.words.empty());
      CHECK(typed.words.front() == "synos-mssp");
      const cli::Words words = matched(typed.words);
      CHECK(join(words.path, " ") == command->path);
      try {
        command->prepare(cli::parse(*command, words.rest));
      } catch (const Error& error) {
        FAIL_CHECK(error.message());
      }
    }
  }
}

TEST_CASE("every command stands in a transcript") {
  for (const cli::Command* command : shown()) {
    INFO(command->path);
    CHECK(transcribed().contains(command->path));
  }
}

TEST_CASE("every command and flag stands in the manual page of its noun") {
  std::set<std::string> common;
  static const cli::Command bare{.path = "x"};
  for (const cli::Option& option : cli::options_of(bare)) common.insert(option.name);
  for (const cli::Command* command : shown()) {
    const std::string page = manual_of(noun_of(*command));
    INFO("man/synos-mssp-" << noun_of(*command) << ".1: " << command->path);
    if (page.empty()) {
      FAIL_CHECK("the page is missing");
      continue;
    }
    CHECK(page.find(command->path.substr(command->path.find(' ') + 1)) != std::string::npos);
    for (const cli::Option& option : cli::options_of(*command)) {
      if (common.contains(option.name)) continue;  // these are told once, in synos-mssp(1)
      INFO("--" << option.name);
      CHECK(page_names(page, option.name));
    }
  }
}

TEST_CASE("completion offers every word and flag") {
  for (const cli::Command* command : shown()) {
    INFO(command->path);
    std::vector<std::string> words;
    for (const std::string_view word : split(command->path, ' ')) {
      words.emplace_back();
      const auto offered = cli::complete(commands(), words).candidates;
      INFO(word);
      CHECK(std::count(offered.begin(), offered.end(), word) == 1);
      words.back() = word;
    }
    words.emplace_back("--");
    const auto offered = cli::complete(commands(), words).candidates;
    for (const cli::Option& option : cli::options_of(*command)) {
      INFO("--" << option.name);
      CHECK(std::count(offered.begin(), offered.end(), "--" + option.name) == 1);
    }
  }
}

TEST_CASE("every answer in JSON has a schema") {
  std::set<std::string> expected;
  for (const cli::Command* command : shown()) {
    // 'report generate' has a --format of its own, and answers JSON too.
    const std::vector<cli::Option> options = cli::options_of(*command);
    if (std::none_of(options.begin(), options.end(), [](const cli::Option& option) { return option.name == "format"; })) continue;
    const fs::path file = source / "schemas/output" / (dashed(command->path) + ".schema.json");
    expected.insert(file.filename().native());
    INFO(file.native());
    if (!fs::exists(file)) {
      FAIL_CHECK("the schema is missing");
      continue;
    }
    const auto schema = nlohmann::json::parse(test::read_whole(file), nullptr, false);
    CHECK_FALSE(schema.is_discarded());
    CHECK(schema.contains("$schema"));
  }
  if (!fs::exists(source / "schemas/output")) return;
  for (const auto& entry : fs::directory_iterator(source / "schemas/output")) {
    const std::string name = entry.path().filename().native();
    if (!name.ends_with(".schema.json") || name == "error.schema.json" || name == "report-model.schema.json") continue;
    INFO(name);
    CHECK(expected.contains(name));  // a schema of no command
  }
}

TEST_CASE("a noun can be the name of the program") {
  // main.cpp puts the name it was called by in front: so no noun may be an option or hold a slash.
  std::set<std::string> nouns;
  for (const cli::Command* command : shown()) nouns.insert(noun_of(*command));
  CHECK(nouns.contains("tenant"));
  for (const std::string& noun : nouns) {
    INFO(noun);
    CHECK(noun.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos);
    CHECK_FALSE(cli::noun_help(commands(), noun).empty());
    test::TestWorld world;
    CHECK(world.run({noun, "--help"}).status == 0);
    CHECK(world.run({noun}).status == 2);
  }
}
