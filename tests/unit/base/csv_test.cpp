#include "base/csv.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"

using namespace mssp;

namespace {

std::string mistake(std::string_view text) {
  try {
    read_csv(text, "f.csv");
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

}  // namespace

TEST_CASE("CSV keeps quoted commas, quotes and newlines, and knows the line of each record") {
  const auto records = read_csv("\xef\xbb\xbf" "a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\n\nlast,", "f.csv");
  REQUIRE(records.size() == 3);
  CHECK(records[0].fields == std::vector<std::string>{"a", "b"});
  CHECK(records[1].fields == std::vector<std::string>{"x, \"y\"", "two\nlines"});
  CHECK(records[1].line == 2);
  CHECK(records[2].fields == std::vector<std::string>{"last", ""});
  CHECK(records[2].line == 5);
  CHECK(read_csv("", "f.csv").empty());
}

TEST_CASE("CSV with a wrong quote is refused with its line") {
  CHECK(mistake("a\n\"b") == "f.csv:2: a quoted field is not closed");
  CHECK(mistake("a\nb\"c\n") == "f.csv:2: a quote inside a field that is not quoted");
  CHECK(mistake("\"a\"b\n") == "f.csv:1: a quoted field must end at a comma or at the end of the line");
}

TEST_CASE("a lenient reader takes quotes as they come, and another separator") {
  CsvForm form;
  form.separator = ';';
  form.lenient = true;
  CsvStream stream(from_text("a;b\"c\r\"x\"y;2"), "f.csv", form);
  CsvRecord record;
  REQUIRE(stream.next(record));
  CHECK(record.fields == std::vector<std::string>{"a", "b\"c"});
  REQUIRE(stream.next(record));
  CHECK(record.fields == std::vector<std::string>{"xy", "2"});
  CHECK_FALSE(stream.ended_with_newline());
  CHECK_FALSE(stream.next(record));
}
