#include "report/model.hpp"

#include <catch2/catch.hpp>

using namespace mssp;
using namespace mssp::report;

TEST_CASE("a period is told as people tell it, in its zone") {
  const Zone utc = Zone::utc();
  const auto text = [&](Civil from, Civil to) {
    return period_text({utc.first_instant(from), utc.first_instant(to)}, utc);
  };
  CHECK(text({2025, 9, 1}, {2025, 10, 1}) == "1–30 September 2025");
  CHECK(text({2025, 9, 30}, {2025, 10, 1}) == "30 September 2025");
  CHECK(text({2025, 9, 15}, {2025, 10, 15}) == "15 September – 14 October 2025");
  CHECK(text({2024, 12, 1}, {2025, 2, 1}) == "1 December 2024 – 31 January 2025");
  const auto auckland = Zone::named("Pacific/Auckland");
  REQUIRE(auckland);
  CHECK(period_text(period_of({2025, 9}, *auckland), *auckland) == "1–30 September 2025");
}

TEST_CASE("what is not known has a word of its own") {
  CHECK(word(State::unknown) == "No data");
  CHECK(word(State::good) == "OK");
  CHECK(word(Severity::info) == "Info");
}
