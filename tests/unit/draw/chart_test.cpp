#include "draw/chart.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include "base/base64.hpp"
#include "base/error.hpp"
#include "draw/axis.hpp"
#include "draw/palette.hpp"
#include "draw/svg.hpp"

using namespace mssp;
using namespace mssp::draw;

namespace {

std::string drawn(const Chart& chart) { return svg(chart, 400, "title"); }

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size()) ++found;
  return found;
}

std::vector<Chart> usual() {
  return {Donut{{{"Critical", 3, Tone::critical}, {"Low", 0, Tone::low}, {"High", 1, Tone::high}}, "open"},
          Line{"SLA", {"Jul", "Aug", "Sep"}, {95'000, {}, 99'900}, 95'000, "99.9 %"},
          Columns{{"Aug", "Sep"}, {{"Opened", Tone::second, {3, 4}}, {"Resolved", Tone::first, {0, 9}}}, false},
          Columns{{"Aug", "Sep"}, {{"Critical", Tone::critical, {3, 4}}, {"Other", Tone::second, {1, 9}}}, true},
          Bars{{{"srv-1", 7, Tone::first}, {"srv-2", 0, Tone::first}}},
          HeatMap{{"new", "old"}, {{"Critical", {0, 2}}, {"High", {5, 1}}}},
          Bullets{{{"Seats", "44 of 50", 88'000, {}, Tone::warn}, {"Assets", "7, unlimited", {}, {}, Tone::first}}},
          Gantt{{"Oct", "Nov"}, {{"Fix", 0, 500, Tone::first}, {"Late", 1500, 1500, Tone::bad}}}};
}

}  // namespace

TEST_CASE("an axis has few round steps and encloses its values") {
  const auto check = [](double low, double high) {
    const Axis axis = axis_for(low, high, 0, 100);
    CAPTURE(low, high, axis.low, axis.step, axis.steps);
    CHECK(axis.low <= low + 1e-9);
    CHECK(axis.high() >= high - 1e-6);
    CHECK(axis.steps >= 1);
    CHECK(axis.steps <= 6);
    if (high <= 100) CHECK(axis.high() <= 100 + 1e-6);
  };
  check(79, 94.2);
  check(0, 100);
  check(99.9, 100);
  check(100, 100);
  check(0, 0);
  check(-20, 1e9);
  check(3, 3.0001);
  const Axis months = axis_for(0, 107, 0, 1e15);
  CHECK(months.low == 0);
  CHECK(months.step == 20);
  CHECK_THROWS_AS(axis_for(0, std::numeric_limits<double>::infinity(), 0, 100), Error);
  CHECK_THROWS_AS(axis_for(std::nan(""), 1, 0, 100), Error);
}

TEST_CASE("charts of nothing are drawn too") {
  for (const Chart& chart : {Chart(Donut{}), Chart(Donut{{{"Critical", 0, Tone::critical}}, "open"}), Chart(Line{}), Chart(Line{"t", {"a"}, {{}}, {}, ""}),
                             Chart(Columns{}), Chart(Bars{}), Chart(HeatMap{}), Chart(Bullets{}), Chart(Gantt{})}) {
    const std::string text = drawn(chart);
    CHECK(text.find("nan") == text.npos);
    CHECK(text.find("inf") == text.npos);
    CHECK_FALSE(as_table(chart).empty());
  }
}

TEST_CASE("counts of any size and sign are drawn") {
  const std::int64_t huge = std::numeric_limits<std::int64_t>::max();
  for (const Chart& chart : {Chart(Donut{{{"a", huge, Tone::low}, {"b", huge, Tone::high}, {"c", -huge, Tone::info}}, "x"}),
                             Chart(Columns{{"a"}, {{"s", Tone::first, {huge}}, {"t", Tone::second, {-5}}}, true}), Chart(Bars{{{"a", huge, Tone::first}}}),
                             Chart(HeatMap{{"c"}, {{"r", {huge}}}}), Chart(Bullets{{{"a", "b", huge, -huge, Tone::bad}}}),
                             Chart(Gantt{{"c"}, {{"t", -huge, huge, Tone::bad}}}), Chart(Line{"t", {"a", "b"}, {0, 1'000'000'000}, {}, ""})}) {
    CHECK_NOTHROW(drawn(chart));
  }
}

TEST_CASE("lists that belong together must be as long as each other") {
  CHECK_THROWS_AS(drawn(Columns{{"a"}, {{"s", Tone::first, {1, 2}}}, false}), Error);
  CHECK_THROWS_AS(drawn(Line{"t", {"a"}, {}, {}, ""}), Error);
  CHECK_THROWS_AS(drawn(HeatMap{{"a", "b"}, {{"r", {1}}}}), Error);
}

TEST_CASE("every chart is also a table of all its figures") {
  for (const Chart& chart : usual()) {
    const auto rows = as_table(chart);
    REQUIRE(rows.size() >= 2);
    for (const auto& row : rows) CHECK(row.size() == rows[0].size());
  }
  CHECK(as_table(usual()[0])[1] == std::vector<std::string>{"Critical", "3"});
  CHECK(as_table(usual()[1])[2] == std::vector<std::string>{"Aug", "n/a"});
  CHECK(as_table(usual()[7])[2] == std::vector<std::string>{"Late", "Nov", "Nov"});
}

TEST_CASE("SVG says what it shows and follows the page's colours") {
  for (const Chart& chart : usual()) {
    const std::string text = drawn(chart);
    CHECK(text.rfind("<svg viewBox=\"0 0 400 ", 0) == 0);
    CHECK(text.find("role=\"img\" aria-label=\"title\"") != text.npos);
    CHECK(count(text, "<text") == count(text, "</text>"));
    CHECK(text.find("var(--") != text.npos);
  }
  CHECK(count(drawn(usual()[0]), "<path") >= 4);  // two parts of the ring and the joints between them
}

TEST_CASE("SVG text is escaped, cut with an ellipsis, and never drawn off the page") {
  Svg surface;
  const double used = surface.text({0, 0}, "<b>&\"\x1b東京 very long indeed", {10, {}, Weight::regular}, Align::left, 60);
  CHECK(used <= 60);
  CHECK(surface.elements().find("<b>") == std::string::npos);
  CHECK(surface.elements().find("&lt;b&gt;&amp;&quot;") != std::string::npos);
  CHECK(surface.elements().find("…</text>") != std::string::npos);
  for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity(), 1e9}) {
    CHECK_THROWS_AS(Svg().fill(Rect{bad, 0, 1, 1}, {}), Error);
    CHECK_THROWS_AS(Svg().disc({0, bad}, 1, {}), Error);
    CHECK_THROWS_AS(Svg().text({bad, 0}, "x", {}, Align::left, unbounded), Error);
  }
}

TEST_CASE("tones are kept by name") {
  for (int i = 0; i < 12; ++i) CHECK(parse_tone(name(static_cast<Tone>(i))) == static_cast<Tone>(i));
  CHECK_FALSE(parse_tone("purple"));
}

TEST_CASE("base64 is that of RFC 4648") {
  // The vectors of its section 10.
  const std::pair<const char*, const char*> vectors[] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, letters] : vectors) {
    CHECK(base64(bytes) == letters);
    CHECK(parse_base64(letters) == bytes);
  }
  for (const char* bad : {"Z", "Zg", "Zg=", "Zh==", "Z===", "====", "Zm9v\n", "Zg==Zg==", "Zm9*"}) CHECK_FALSE(parse_base64(bad));
}
