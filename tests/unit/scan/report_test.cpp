#include "scan/report.hpp"

#include <catch2/catch.hpp>

using namespace mssp::scan;

TEST_CASE("port ranges are sorted and joined") {
  const auto [text, ranges] = GENERATE(table<std::string, PortRanges>({
      {"", {}},
      {"80", {{80, 80}}},
      {"1,3-4,6", {{1, 1}, {3, 4}, {6, 6}}},
      {"5-9,1-4", {{1, 9}}},
      {"1-10,3-4,11", {{1, 11}}},
      {"0-65535", {{0, 65535}}},
  }));
  CAPTURE(text);
  CHECK(parse_port_ranges(text) == ranges);
}

TEST_CASE("what is no port range") {
  const auto text = GENERATE(as<std::string>(), ",", "1,", "-", "1-", "-1", "4-3", "65536", "1-65536", "a", " 1", "1--2",
                             "99999999999999999999");
  CAPTURE(text);
  CHECK_FALSE(parse_port_ranges(text));
}

TEST_CASE("a port is in a range up to both ends") {
  const PortRanges ranges{{1, 1}, {3, 5}};
  for (const auto& [port, in] : {std::pair{0, false}, {1, true}, {2, false}, {3, true}, {5, true}, {6, false}}) {
    CAPTURE(port);
    CHECK(contains(ranges, port) == in);
  }
  CHECK_FALSE(contains({}, 1));
  CHECK(count(ranges) == 4);
}

TEST_CASE("states and protocols are read as they are written") {
  for (const char* word : {"open", "closed", "filtered", "unfiltered", "open|filtered", "closed|filtered"}) {
    REQUIRE(parse_port_state(word));
    CHECK(name(*parse_port_state(word)) == word);
  }
  CHECK_FALSE(parse_port_state("Open"));
  CHECK(parse_protocol("sctp") == Protocol::sctp);
  CHECK_FALSE(parse_protocol(""));
}
