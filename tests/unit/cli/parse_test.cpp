#include "cli/parse.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "cli/complete.hpp"

using namespace mssp;
using Words = std::vector<std::string>;

namespace {

const std::vector<cli::Command>& table() {
  static const std::vector<cli::Command> all{
      {.path = "thing make",
       .examples = {"synos-mssp thing make --name x"},
       .needs = {.store = true, .writes = true},
       .options = {{.name = "name", .value = "NAME", .help = "its name", .required = true},
                   {.name = "size", .value = "N", .help = "its size"},
                   {.name = "tag", .value = "TAG", .help = "a tag", .repeatable = true},
                   {.name = "kind", .value = "KIND", .help = "its kind", .choices = {"big", "small"}}}},
      {.path = "thing list"},
      {.path = "thing list all"},
      {.path = "thing load", .options = {{.name = "file", .value = "FILE", .help = "the file"}}, .takes_file = true},
  };
  return all;
}

std::string mistake(const Words& words, std::size_t command = 0) {
  try {
    cli::parse(table()[command], words);
  } catch (const Error& error) {
    CHECK(error.code() == Code::usage);
    return error.message() + (error.hint().empty() ? "" : " / " + error.hint());
  }
  return "";
}

}  // namespace

TEST_CASE("options take the word behind them or behind =") {
  const auto arguments = cli::parse(table()[0], {"--name=a b", "--size", "08", "--tag", "x", "--tag", "y,z", "-n"});
  CHECK(arguments.text("name") == "a b");
  CHECK(arguments.integer("size", 1, 10) == 8);
  CHECK(arguments.texts("tag") == Words{"x", "y", "z"});
  CHECK(arguments.has("dry-run"));
  CHECK_FALSE(arguments.has("quiet"));
  CHECK(cli::parse(table()[0], {"--name", "[a,b]"}).text("name") == "[a,b]");
}

TEST_CASE("what is wrong with a command line is told with its flag") {
  CHECK(mistake({"--nmae", "x"}) == "unknown flag '--nmae' for 'thing make' / did you mean '--name'?");
  CHECK(mistake({"--name"}) == "--name needs a value");
  CHECK(mistake({"--name", "a", "--name", "b"}) == "--name was given twice");
  CHECK(mistake({}) == "--name is required / e.g. synos-mssp thing make --name x");
  CHECK(mistake({"--name", "a", "stray"}).starts_with("unexpected word 'stray' after 'thing make'"));
  CHECK(mistake({"--name", "a", "--kind", "bgi"}) == "--kind must be one of big, small, not 'bgi' / did you mean 'big'?");
}

TEST_CASE("texts of options are never empty, broken or invisible") {
  const auto refused = [](const std::string& value) {
    try {
      static_cast<void>(cli::parse(table()[0], {"--name", value}).text("name"));
    } catch (const Error& error) {
      return error.message();
    }
    return std::string();
  };
  CHECK(refused("  ") == "--name must not be empty");
  CHECK(refused("\xff") == "--name must be UTF-8 text, not '\\xff'");
  CHECK(refused("a\nb") == "--name must be text without control characters, not 'a\\nb'");
  CHECK(refused(std::string(5000, 'a')) == "--name must not be longer than 4096 bytes");
}

TEST_CASE("a last bare word is the file of a command that takes one") {
  CHECK(cli::parse(table()[3], {"x.xml"}).text("file") == "x.xml");
  CHECK(mistake({"x.xml", "y.xml"}, 3).starts_with("unexpected word 'y.xml'"));
}

TEST_CASE("the path is the longest that names a command") {
  const auto words = cli::longest_match(cli::separate({"--format", "json", "thing", "load", "x.xml", "--quiet"}),
                                        [](const std::string& path) { return path == "thing load"; });
  CHECK(words.path == Words{"thing", "load"});
  CHECK(words.rest == Words{"x.xml", "--format", "json", "--quiet"});
  CHECK(cli::find(table(), "thing list all") != nullptr);
  CHECK(cli::find(table(), "thing") == nullptr);
}

TEST_CASE("completion knows words, flags and values") {
  CHECK(cli::complete(table(), {"thing", "l"}).candidates == Words{"list", "load"});
  CHECK(cli::complete(table(), {"thing", "make", "--ki"}).candidates == Words{"--kind"});
  CHECK(cli::complete(table(), {"thing", "make", "--kind", ""}).candidates == Words{"big", "small"});
  CHECK(cli::complete(table(), {"thing", "load", ""}).offers == cli::Offers::files);
}
