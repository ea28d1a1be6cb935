// Files that mean harm, or are broken: one error that names the line, nothing else.
#include <catch2/catch.hpp>

#include "unit/reader/collected.hpp"

using namespace mssp;
using test::refusal;

TEST_CASE("XML bombs and references to other files are refused for every scanner that writes XML") {
  const auto [scanner, root] = GENERATE(table<std::string, std::string>({{"nmap", "nmaprun"},
                                                                         {"nessus", "NessusClientData_v2"},
                                                                         {"zap", "OWASPZAPReport"},
                                                                         {"qualys", "SCAN"},
                                                                         {"cyclonedx", "bom"},
                                                                         {"openscap", "Benchmark"},
                                                                         {"openvas", "report"}}));
  INFO(scanner);
  const std::string body = "<" + root + " xmlns=\"http://cyclonedx.org/schema/bom/1.4\" x=\"qualys\">&a;</" + root + ">";
  CHECK(refusal("<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>" + body, scanner).find("entity declarations are refused") !=
        std::string::npos);
  CHECK(refusal("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" + body, scanner).find("entity declarations are refused") !=
        std::string::npos);
  CHECK(refusal(body.substr(0, body.find("x=\"")) + "y=\"\xff\" x=\"qualys\"></" + root + ">", scanner).find("file:1:") == 0);
  const std::string deep = body.substr(0, body.find('>') + 1) + [] {
    std::string text;
    for (int i = 0; i < 300; ++i) text += "<a>";
    return text;
  }();
  CHECK(refusal(deep, scanner).find("nested more than 256 deep") != std::string::npos);
}

TEST_CASE("JSON that is broken, deep, double or no text is refused with its line") {
  CHECK(refusal("{\"matches\": [\n{\"vulnerability\": {\"id\": }}]}", "grype") == "file:2: not valid JSON");
  CHECK(refusal("{\"matches\": [\n\n{\"vulnerability\"", "grype") == "file:3: the file ends too early");
  CHECK(refusal("{\"matches\": [{\"a\": 1, \"a\": 2}]}", "grype") == "file:1: the key 'a' is given twice");
  CHECK(refusal("{\"matches\": [{\"a\": \"\xff\"}]}", "grype") == "file:1: not valid JSON");
  CHECK(refusal(std::string("{\"matches\": [{\"a\": \"\0\"}]}", 22), "grype") == "file:1: not valid JSON");
  CHECK(refusal("{\"matches\": [" + std::string(300, '['), "grype") == "file:1: nested more than 256 deep");
  CHECK(refusal("{\"matches\": []} {}", "grype") == "file:1: not valid JSON");
  CHECK(refusal("{\"matches\": {}}", "grype").find("it has no 'matches'") != std::string::npos);
}

TEST_CASE("a text that does not end is refused before it fills the memory") {
  std::size_t given = 0;
  const reader::Input input{"file",
                            [&]() -> Source {
                              return [&, begun = false](char* buffer, std::size_t size) mutable -> std::size_t {
                                std::fill(buffer, buffer + size, 'x');
                                if (!begun) std::string_view("{\"matches\": [\"").copy(buffer, 14);
                                begun = true;
                                given += size;
                                return size;
                              };
                            },
                            ""};
  test::Collected sink;
  try {
    reader::detect(input, "grype").read(input, sink);
    FAIL("it ended");
  } catch (const Error& error) {
    CHECK(error.message() == "file:1: a text of more than 16777216 bytes");
  }
  CHECK(given < 40u << 20U);
}

TEST_CASE("a CSV file is refused where a quote or a row does not end") {
  const std::string columns = "Plugin ID,Host,Port,Protocol,Name,Risk\n";
  CHECK(refusal(columns + "1,a,22,tcp,\"never closed,High\n", "nessus") == "file:2: a quoted field is not closed");
  CHECK(refusal(columns + "1,a,22,tcp,x,High\n2,b,22", "nessus") == "file:3: the file ends within a row");
  CHECK(refusal("a,b\n1,2\n", "nessus").find("in no form that nessus writes") != std::string::npos);
  CHECK(refusal("", "nessus") == "'file' is empty");
  CHECK(refusal("hello").find("in no form that is known") != std::string::npos);
  CHECK(refusal(std::string("# Lynis Report\nlynis_version=3\nwarning[]=A\0B|x|\n", 49), "lynis") ==
        "file:3: a zero byte, which is no text");
}

TEST_CASE("what strangers write is kept as text that is safe to show") {
  const auto told = test::collect(
      "{\"findings\": [{\"title\": \"a\\u001b[31m\\u202ered\", \"severity\": \"High\", \"description\": \"one\\ntwo\\u0007\","
      " \"asset\": \"Host.Example\", \"port\": 70000}]}");
  REQUIRE(told.drafts.size() == 1);
  CHECK(told.drafts[0].title == "a\\u{1b}[31m\\u{202e}red");
  CHECK(told.drafts[0].description == "one\ntwo\\u{7}");
  CHECK(told.drafts[0].identity.asset == "host.example");
  CHECK_FALSE(told.drafts[0].identity.port);
}

TEST_CASE("names longer than is kept stay different") {
  const auto title = [](char last) {
    const std::string text = std::string(4000, 'x') + last;
    return test::collect("{\"findings\": [{\"title\": \"" + text + "\", \"severity\": \"low\", \"description\": \"\"}]}").drafts[0];
  };
  CHECK(title('a').identity.rule.size() <= 300);
  CHECK(title('a').identity != title('b').identity);
  CHECK(title('a').identity == title('a').identity);
}
