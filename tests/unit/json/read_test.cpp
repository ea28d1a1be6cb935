#include "json/read.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "render/json.hpp"

using namespace mssp;

namespace {

std::string mistake(const std::string& text) {
  try {
    json::read(text, "f:1");
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

}  // namespace

TEST_CASE("JSON is read and written alike") {
  const std::string text = R"({"a":[1,-2,true,null,"x\"\\\n\u0001ü"],"b":{"c":{}}})";
  CHECK(render::json_line(json::read(text, "f:1")) == text);
}

TEST_CASE("JSON that somebody could read in two ways is refused") {
  CHECK(mistake(R"({"a":1,"a":2})") == "f:1: the key 'a' is given twice");
  CHECK(mistake("1.5") == "f:1: '1.5' is not a whole number");
  CHECK(mistake("18446744073709551615") == "f:1: a number is too large");
  CHECK(mistake("{} {}").starts_with("f:1: not valid JSON"));
  CHECK(mistake("").starts_with("f:1: not valid JSON"));
  CHECK(mistake("\"\xff\"").starts_with("f:1: not valid JSON"));
  CHECK(mistake(std::string(65, '[')) == "f:1: more than 64 levels");
}
