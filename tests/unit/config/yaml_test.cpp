#include "config/yaml.hpp"

#include <catch2/catch.hpp>

#include "unit/config/mistakes.hpp"

using namespace mssp;
using namespace mssp::config;

namespace {
std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}
using Messages = std::vector<std::string>;
}  // namespace

TEST_CASE("a tree keeps text, quotes and positions") {
  Problems problems("f.yml");
  const auto root = parse_yaml("\xEF\xBB\xBF# x\r\na: 010\r\nb: ['ä', ~]\r\n", problems);
  REQUIRE(problems.empty());
  REQUIRE(root->children.size() == 2);
  const Node& a = root->children[0];
  CHECK(a.key == "a");
  CHECK(a.key_place == Place{2, 1});
  CHECK(a.place == Place{2, 4});
  CHECK(a.text == "010");
  CHECK_FALSE(a.quoted);
  const Node& b = root->children[1];
  REQUIRE(b.children.size() == 2);
  CHECK(b.children[0].quoted);
  CHECK(b.children[0].text == "ä");
  CHECK(b.children[1].kind == Node::Kind::null);
  CHECK(b.children[1].place == Place{3, 10});  // characters, not bytes
}

TEST_CASE("hostile YAML is refused where it stands") {
  const auto [text, message] = GENERATE(table<std::string, std::string>({
      {"a: 1\nb: 2\na: 3\n", "f.yml:3:1: duplicate key 'a'"},
      {"a: &x [1]\n", "f.yml:1:4: anchors are not supported: '&x'"},
      {"a: *x\n", "f.yml:1:4: aliases are not supported"},
      {"a: !!str 1\n", "f.yml:1:4: tags are not supported: 'tag:yaml.org,2002:str'"},
      {"a: ! 1\n", "f.yml:1:4: tags are not supported: '!'"},
      {"a: 1\n---\nb: 2\n", "f.yml:2:1: a second document begins here"},
      {"a: 1\n---\n", "f.yml:2:1: a second document begins here"},
      {"a: 1\n...\nb: 2\n", "f.yml:3:1: text after the end of the document"},
      {"a:\n\tb: 1\n", "f.yml:2:1: a tab cannot indent"},
      {"a:\n  b: 1\n\tc: 2\n", "f.yml:3:1: a tab cannot indent"},
      {std::string("a: 1\nb: \0x\n", 11), "f.yml:2:4: control character '\\u{0}'"},
      {"a: 1\nb: \x04\nc: 1\n", "f.yml:2:4: control character '\\u{4}'"},
      {"a: 1\rb: 2\n", "f.yml:1:5: control character '\\u{d}'"},
      {"a: \xff\n", "f.yml:1:4: '\\xff' is not UTF-8"},
      {"ä: [ä, *q]\n", "f.yml:1:8: aliases are not supported"},
      {"? [a]\n: b\n", "f.yml:1:3: a key must be a plain word"},
      {"~: a\n", "f.yml:1:1: a key is missing before ':'"},
      {"a: {b: 1\nc: 2\n", "f.yml:2:2: '{' is not closed by '}'"},
      {"a: [b, c\n", "f.yml:2:1: '[' is not closed by ']'"},
      {"a: \"b\nc: d\n", "f.yml:1:4: a quoted text is not closed"},
      {"a: 'it''s\n", "f.yml:1:4: a quoted text is not closed"},
      {"a: @b\n", "f.yml:1:4: a character that cannot begin a value"},
      {"a: b: c\n", "f.yml:1:5: ':' cannot stand here"},
      {"a: \"\\q\"\n", "f.yml:1:7: unknown escape in a double-quoted text"},
  }));
  CAPTURE(text);
  CHECK(mistakes(text, parse_yaml) == Messages{message});
}

TEST_CASE("billion laughs end at the first alias") {
  std::string text = "a: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c <= 'z'; ++c) {
    const std::string before(1, static_cast<char>(c - 1));
    text += std::string(1, c) + ": &" + c + " [" + repeated("*" + before + ",", 9) + "]\n";
  }
  const auto found = mistakes(text, parse_yaml);
  REQUIRE(found.size() == 3);
  CHECK(found.back() == "f.yml:2:8: aliases are not supported");
}

TEST_CASE("depth and size are bounded") {
  CHECK(mistakes(repeated("[", 32) + repeated("]", 32), parse_yaml).empty());
  CHECK(mistakes(repeated("[", 33) + repeated("]", 33), parse_yaml) == Messages{"f.yml:1:33: nested deeper than 32 levels"});
  CHECK(mistakes(repeated("- ", 100000), parse_yaml) == Messages{"f.yml:1:65: nested deeper than 32 levels"});
  CHECK(mistakes(std::string(largest_file + 1, '#'), parse_yaml) == Messages{"f.yml:1:1: the file is larger than 4 MiB"});
  CHECK(mistakes("a: " + std::string(1000000, 'x'), parse_yaml).empty());
  CHECK(mistakes("[" + repeated("a,", most_values + 1) + "]", parse_yaml).size() == 1);
}

TEST_CASE("a load throws the first mistake and counts the others") {
  try {
    strictly("/etc/f.yml", "b: 1\nb: 2\nb: 3\n", parse_yaml);
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(error.code() == Code::invalid_config);
    CHECK(error.message() == "/etc/f.yml:2:1: duplicate key 'b'");
    CHECK(error.hint() == "it stands in line 1 already; 1 more mistake: see 'config check'");
  }
}

TEST_CASE("kept mistakes are bounded, counted ones are not") {
  Problems problems("f.yml");
  parse_yaml(repeated("a: 1\n", 1000), problems);
  CHECK(problems.count() == 999);
  CHECK(problems.errors().size() == Problems::most_kept);
}
