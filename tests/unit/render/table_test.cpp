#include "render/table.hpp"

#include <catch2/catch.hpp>

#include "render/json.hpp"

using namespace mssp;
using render::Value;

namespace {

render::Result list() {
  render::List all{.columns = {{"name", "NAME"}, {"count", "COUNT", render::Align::right}, {"note", ""}, {"until", "UNTIL"}}};
  all.rows.push_back(render::row("東京", 7, "=1+1", instant(0)));
  all.rows.push_back(render::row("a\x1b[31m", 1234, "plain, \"quoted\"", nullptr));
  return {.answer = std::move(all)};
}

}  // namespace

TEST_CASE("a table aligns what is wide, hides untitled columns and escapes what is hostile") {
  CHECK(render::table(list(), false) ==
        "NAME         COUNT  UNTIL\n"
        "東京             7  1970-01-01T00:00:00Z\n"
        "a\\u{1b}[31m   1234  -\n");
  CHECK(render::table(list(), true).starts_with("\x1b[1mNAME"));
}

TEST_CASE("prose keeps its lines, each in its column, and they cannot be taken for rows") {
  render::List notes{.columns = {{"at", "AT"}, {"note", "NOTE"}, {"who", "WHO"}}};
  notes.rows.push_back(render::row("09:00", "first\r\n\n10:00  \x1b[2J\n", "ann"));
  notes.rows.push_back(render::row("11:00", "one", "bob"));
  CHECK(render::table({.answer = notes}, false) ==
        "AT     NOTE              WHO\n"
        "09:00  first             ann\n"
        "\n"
        "       10:00  \\u{1b}[2J\n"
        "11:00  one               bob\n");
  const render::Record record{.object = {{{"subject", "mail"}, {"text", "one\ntwo"}}}};
  CHECK(render::table({.answer = record}, false) == "Subject  mail\nText     one\n         two\n");
}

TEST_CASE("CSV holds every column and guards formulas") {
  CHECK(render::csv(list()) ==
        "name,count,note,until\r\n"
        "東京,7,'=1+1,1970-01-01T00:00:00Z\r\n"
        "a\x1b[31m,1234,\"plain, \"\"quoted\"\"\",\r\n");
}

TEST_CASE("JSON of a list has an object a line, and empty lists say so in tables only") {
  CHECK(render::json(list()).starts_with("[\n{\"name\":\"東京\",\"count\":7,\"note\":\"=1+1\",\"until\":\"1970-01-01T00:00:00Z\"},\n"));
  const render::Result nothing{.answer = render::List{.columns = {{"a", "A"}}, .when_empty = "none"}};
  CHECK(render::json(nothing) == "[]\n");
  CHECK(render::csv(nothing) == "a\r\n");
  CHECK(render::table(nothing, false) == "none\n");
}

TEST_CASE("values of each kind") {
  CHECK(render::cell(Value(Seconds{5400})) == "1h30m");
  CHECK(render::json_line(Value(Seconds{5400})) == "5400");
  CHECK(render::json_line(Value(Percent{99950})) == "99.95");
  CHECK(render::cell(Value(Percent{99950})) == "99.95%");
  CHECK(render::json_line(Value("\xff" "a")) == "\"\xef\xbf\xbd" "a\"");
  CHECK(render::json_line(Value(std::optional<std::string>())) == "null");
}
