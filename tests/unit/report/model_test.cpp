#include "report/model.hpp"

#include <catch2/catch.hpp>

#include "report/quantile.hpp"
#include "report/span.hpp"

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
  CHECK(word(Tone::unknown) == "No data");
  CHECK(word(Tone::good) == "OK");
  CHECK(word(Tone::info) == "Info");
  CHECK(word(Tone::first).empty());
  CHECK(percent_text({}) == "n/a");
  CHECK(percent_text(Percent{99'999}) == "99.9 %");
  CHECK(percent_text(Percent{100'000}) == "100.0 %");
}

TEST_CASE("quarters begin in January, April, July and October") {
  for (int month = 1; month <= 12; ++month) {
    const Span span = span_with({2025, month}, 3);
    CHECK(span.first.month == (month - 1) / 3 * 3 + 1);
    CHECK(parse_span(span.name()) == span);
    CHECK(span.before().months == 3);
  }
  CHECK(span_with({2025, 9}, 3).name() == "2025-Q3");
  CHECK(span_with({2025, 9}, 3).label() == "Q3 2025");
  CHECK(span_with({2025, 1}, 3).before().name() == "2024-Q4");
  CHECK(span_with({2025, 9}, 1).name() == "2025-09");
  CHECK(span_with({2025, 9}, 1).before() == Span{{2025, 8}, 1});
  const Zone berlin = *Zone::named("Europe/Berlin");
  CHECK(rfc3339(span_with({2025, 2}, 3).period(berlin).to) == "2025-03-31T22:00:00Z");  // summer time by then
  for (const char* bad : {"", "2025", "2025-Q0", "2025-Q5", "2025-Q1x", "2025-13", "x025-Q1"}) CHECK_FALSE(parse_span(bad));
}

TEST_CASE("quantiles are values that occurred") {
  const auto seconds = [](std::initializer_list<int> list) {
    std::vector<Seconds> all;
    for (const int each : list) all.emplace_back(each);
    return all;
  };
  CHECK_FALSE(quantile({}, 50));
  CHECK(quantile(seconds({7}), 50) == Seconds{7});
  CHECK(quantile(seconds({3, 1, 2}), 50) == Seconds{2});
  CHECK(quantile(seconds({4, 3, 2, 1}), 50) == Seconds{2});
  CHECK(quantile(seconds({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}), 90) == Seconds{9});
  CHECK(quantile(seconds({5, 9, 1}), 100) == Seconds{9});
  CHECK(mean(seconds({1, 2, 2})) == Seconds{1});
  CHECK_FALSE(mean({}));
}
