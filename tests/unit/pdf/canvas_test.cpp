#include "pdf/canvas.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "pdf/chart.hpp"
#include "pdf/palette.hpp"

using namespace mssp;
using namespace mssp::pdf;

namespace {
struct Sheet {
  Fonts fonts = Fonts::load();
  Font regular{fonts.regular};
  Font bold{fonts.bold};
  Canvas canvas{regular, bold};
};
constexpr double infinite = std::numeric_limits<double>::infinity();
const double not_a_number = std::nan("");
}  // namespace

TEST_CASE("places are written from the bottom, in hundredths") {
  Sheet sheet;
  sheet.canvas.fill(Rect{10, 20, 30.125, 40}, {});
  CHECK(sheet.canvas.operators() == "10 781.89 30.13 40 re f\n");
}

TEST_CASE("text bytes that mean something to PDF are escaped") {
  Sheet sheet;
  std::u32string text;
  for (char32_t c = U'!'; c < U'!' + 93; ++c) text += c;  // codes 1 to 93 hold ( ) \ and a carriage return
  sheet.canvas.text({0, 0}, text, {});
  const std::string& out = sheet.canvas.operators();
  CHECK(out.find(std::string("\0\\(", 3)) != out.npos);
  CHECK(out.find(std::string("\0\\)", 3)) != out.npos);
  CHECK(out.find(std::string("\0\\\\", 3)) != out.npos);
  CHECK(out.find(std::string("\0\\r", 3)) != out.npos);
  CHECK(out.find('\r') == out.npos);
}

TEST_CASE("numbers that are not finite are refused everywhere") {
  for (const double bad : {infinite, -infinite, not_a_number, 1e9}) {
    Sheet sheet;
    CHECK_THROWS_AS(sheet.canvas.fill(Rect{bad, 0, 1, 1}, {}), Error);
    CHECK_THROWS_AS(sheet.canvas.fill(Rect{0, 0, 1, bad}, {}), Error);
    CHECK_THROWS_AS(sheet.canvas.line({{0, 0}, {1, bad}}, {}), Error);
    CHECK_THROWS_AS(sheet.canvas.disc({0, 0}, bad, {}), Error);
    CHECK_THROWS_AS(sheet.canvas.text({bad, 0}, U"x", {}), Error);
    CHECK_THROWS_AS(sheet.canvas.text({0, 0}, U"x", {.size = bad}), Error);
    if (std::isfinite(bad)) continue;
    CHECK_THROWS_AS(sheet.canvas.sector({0, 0}, 1, 2, 0, bad, {}), Error);
    CHECK_THROWS_AS(draw_bar(sheet.canvas, {0, 0, 9, 9}, bad, {}), Error);
    const LineChart chart{.labels = {"a", "b"}, .values = {1.0, bad}, .target = {}, .unit = ""};
    CHECK_THROWS_AS(draw_line_chart(sheet.canvas, {0, 0, 200, 100}, chart, ""), Error);
    const LineChart aim{.labels = {"a"}, .values = {1.0}, .target = bad, .unit = ""};
    CHECK_THROWS_AS(draw_line_chart(sheet.canvas, {0, 0, 200, 100}, aim, ""), Error);
  }
}

TEST_CASE("what is drawn around a point is written the same wherever the point is") {
  const auto drawn = [](Point at) {
    Sheet sheet;
    sheet.canvas.around(at, [&] { sheet.canvas.disc(at, 4, palette::red); });
    const std::string& out = sheet.canvas.operators();
    return out.substr(out.find("cm\n"));
  };
  CHECK(drawn({100, 100}) == drawn({321, 654}));
}

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
  CHECK_THROWS_AS(axis_for(0, infinite, 0, 100), Error);
}

TEST_CASE("charts of nothing are drawn too") {
  Sheet sheet;
  draw_donut(sheet.canvas, {0, 0, 160, 160}, {}, "open");
  draw_donut(sheet.canvas, {0, 0, 160, 160}, {{"Critical", 0, {}}}, "open");
  draw_line_chart(sheet.canvas, {0, 0, 300, 160}, {.labels = {}, .values = {}, .unit = ""}, "");
  draw_line_chart(sheet.canvas, {0, 0, 300, 160}, {.labels = {"a"}, .values = {{}}, .unit = ""}, "");
  draw_columns(sheet.canvas, {0, 0, 300, 160}, {});
  CHECK_THROWS_AS(draw_columns(sheet.canvas, {0, 0, 300, 160}, {{"a"}, {{"s", {}, {1, 2}}}}), Error);
  CHECK(sheet.canvas.operators().find("nan") == std::string::npos);
}
