#include "config/yaml_plain.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "support/paths.hpp"
#include "support/test_world.hpp"

using namespace mssp;
using namespace mssp::config;

namespace {

// Everything of a tree in one text.
std::string told(const Node& node) {
  const auto place = [](const Place& p) { return std::to_string(p.line) + ":" + std::to_string(p.column); };
  std::string out = std::to_string(static_cast<int>(node.kind)) + "@" + place(node.place) + (node.quoted ? "q" : "") + "'" + node.text + "'";
  if (!node.key.empty()) out += " key " + node.key + "@" + place(node.key_place);
  out += "(";
  for (const Node& child : node.children) out += told(child) + " ";
  return out + ")";
}

// The plain reader may leave a text to yaml-cpp, but never sees another tree than it, nor a mistake as none.
bool same_or_left(const std::string& text) {
  const auto plain = parse_plain_yaml(text);
  if (!plain) return false;
  Problems problems("f.yml");
  const auto any = parse_any_yaml(text, problems);
  CAPTURE(text);
  REQUIRE(problems.empty());
  REQUIRE(any);
  REQUIRE(told(*plain) == told(*any));
  return true;
}

}  // namespace

TEST_CASE("plain files are read without yaml-cpp, to the same tree") {
  CHECK(same_or_left("a: 1\n"));
  CHECK(same_or_left("# c\na: x y # z\nb:\n  c: \"d # e\"\n  f: 'g: h'\n"));
  CHECK(same_or_left("l:\n  - a: 1\n    b: [x, \"09:00-12:30\", {k: v, w: 2025-12-25}]\n  # between\n\n  -   c: []\n  - {}\nlast: M\xC3\xBCnchen\n"));
  CHECK(same_or_left("l:\n  - \xC3\xA4 b\n  - [\xC3\xA4, \"\xC3\xB6\", z]\n  - \"x\"\n"));
  CHECK(same_or_left("calendars:\n  - name: berlin-office   # Berlin\n    hours:\n      monday: [\"09:00-12:30\", \"13:30-18:00\"]\n    holidays:\n"
                     "      - {date: 2025-12-25, name: Christmas, yearly: true}\n"));
}

TEST_CASE("what is doubtful is left to yaml-cpp") {
  const auto text = GENERATE(as<std::string>(), "", "a", "- a\n", "a:\n", "a:\nb: 1\n", "a: 1\na: 2\n", "a: |\n  x\n", "a: &x 1\n", "a: *x\n",
                             "a: !x 1\n", "a: \"b\\n\"\n", "a: 'it''s'\n", "a: b\n  c\n", "a: [b,\n  c]\n", "a: null\n", "a: ~\n", "---\na: 1\n",
                             "a: 1\n---\n", "%YAML 1.2\n", "a: 1\n b: 2\n", "a:\n- b\n", "a: b: c\n", "a: [b: c]\n", "a: {b}\n", "a: {b:1}\n",
                             "a: \"b\" c\n", "a:\tb\n", "a: 1\r\nb: 2\r\n", "? a\n: b\n", "a: [,]\n", "a: [b,]\n", "null: 1\n", "a: >\n  b\n",
                             "a: @b\n", "a: `b\n", "a: -\n", "l:\n  -\n    a: 1\n", "l:\n  - - a\n", "a: \"b\n", "a: #b\n");
  CAPTURE(text);
  CHECK_FALSE(parse_plain_yaml(text));
}

TEST_CASE("the files that are installed and those of the guide are plain") {
  for (const char* name : {"calendars.yml", "tiers.yml", "mssp.yml", "staff.yml", "scan-schedule.yml"}) {
    const std::string text = test::read_whole(test::source_tree() / "etc/synos/mssp" / name);
    CAPTURE(name);
    same_or_left(text);
  }
}

TEST_CASE("broken plain files are never seen otherwise than yaml-cpp sees them") {
  const std::string whole = "# Hours\ncalendars:\n  - name: office  # x\n    timezone: Europe/Berlin\n    hours:\n      monday: [\"09:00-12:30\", '13:30-18:00']\n"
                            "    holidays:\n      - {date: 2025-12-25, name: Christmas Day, yearly: true}\n      - date: 2025-01-01\n        name: \"New: Year\"\n"
                            "    special_days: []\n  - {name: b, timezone: UTC}\n";
  const std::string pieces = " \n:-#'\"[]{},a1\\&*!|>%@?~.";
  std::mt19937 engine(11);
  int read = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text = whole;
    for (auto changes = 1 + engine() % 3; changes > 0; --changes) {
      const std::size_t at = engine() % text.size();
      const char piece = pieces[engine() % pieces.size()];
      switch (engine() % 3) {
        case 0:
          text.insert(at, 1, piece);
          break;
        case 1:
          text[at] = piece;
          break;
        default:
          text.erase(at, 1);
      }
    }
    read += same_or_left(text) ? 1 : 0;
  }
  CHECK(read > 2000);
}

TEST_CASE("five hundred calendars are plain") {
  std::string text = "calendars:\n";
  for (int i = 0; i < 500; ++i) {
    text += "  - name: cal-" + std::to_string(i) + "\n    timezone: Europe/Berlin\n    hours:\n";
    for (const char* day : {"monday", "tuesday", "wednesday"}) text += std::string("      ") + day + ": [\"09:00-12:30\", \"13:30-18:00\"]\n";
    text += "    holidays:\n";
    for (int k = 1; k < 10; ++k) text += "      - {date: 2025-0" + std::to_string(k) + "-01, name: \"Holiday " + std::to_string(k) + "\"}\n";
  }
  CHECK(same_or_left(text));
}
