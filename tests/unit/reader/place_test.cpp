#include "reader/place.hpp"

#include <catch2/catch.hpp>

#include "reader/rating.hpp"
#include "reader/shape.hpp"

using namespace mssp;

TEST_CASE("the same machine has one name, however a scanner writes it") {
  CHECK(reader::asset_name(" 2001:DB8:0:0::1 ") == "2001:db8::1");
  CHECK(reader::asset_name("WEB.Example") == "web.example");
  CHECK(reader::asset_name("registry/App:1.0") == "registry/App:1.0");
  CHECK(reader::asset_name("\x1b[31m") == "\\u{1b}[31m");
  CHECK(reader::asset_name("  ").empty());
}

TEST_CASE("addresses of pages tell host, port and path") {
  const auto parts = [](std::string_view text) {
    const reader::Url url = reader::parse_url(text);
    return url.host + " " + (url.port ? std::to_string(*url.port) : "-") + " " + url.path;
  };
  CHECK(parts("https://Example.com/a?b#c") == "example.com 443 /a?b");
  CHECK(parts("http://user:secret@example.com:8080") == "example.com 8080 ");
  CHECK(parts("https://[2001:db8::1]:8443/x") == "2001:db8::1 8443 /x");
  CHECK(parts("2001:db8::1") == "2001:db8::1 - ");
  CHECK(parts("example.com:22") == "example.com 22 ");
  CHECK(parts("example.com:99999/x") == "example.com - /x");
  CHECK(parts("") == " - ");
}

TEST_CASE("scores and words of every scanner") {
  CHECK(reader::score("7.5")->tenths == 75);
  CHECK(reader::score(" 7.50 ")->tenths == 75);
  CHECK(reader::score("9.95")->tenths == 100);
  CHECK(reader::score("10")->tenths == 100);
  for (const std::string_view wrong : {"", "-1", "10.1", "11", "x", "1.x", ".", "7."}) CHECK_FALSE(reader::score(wrong));
  CHECK(reader::severity_word("MODERATE") == finding::Severity::medium);
  CHECK(reader::severity_word(" None ") == finding::Severity::info);
  CHECK_FALSE(reader::severity_word("awful"));
}

TEST_CASE("the first element is found behind what may stand before it") {
  CHECK(reader::root_element("<?xml version='1.0'?>\n<!-- <a> --><!DOCTYPE b SYSTEM \"x\"><c:d x=''>") == "d");
  CHECK(reader::root_element("<!DOCTYPE b [<!ENTITY a \"x\">]><d/>") == "d");
  CHECK(reader::root_element("<!--").empty());
  CHECK(reader::root_element("no").empty());
  CHECK(reader::has_key("{ \"a\" : 1}", "a"));
  CHECK_FALSE(reader::has_key("{\"b\": \"a\"}", "a"));
}
