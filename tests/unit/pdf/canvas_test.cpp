#include "pdf/canvas.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "draw/chart.hpp"
#include "draw/palette.hpp"
#include "pdf/clean_text.hpp"

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

TEST_CASE("every kind of chart is drawn on a page") {
  for (const draw::Chart& chart : {draw::Chart(draw::Donut{{{"a", 1, draw::Tone::low}}, "open"}), draw::Chart(draw::Line{"t", {"a", "b"}, {1000, 99'000}, 95'000, "99 %"}),
                                   draw::Chart(draw::Gantt{{"Oct"}, {{"t", 0, 500, draw::Tone::first}}})}) {
    Sheet sheet;
    draw::draw(sheet.canvas, {0, 0, 400, 150}, chart);
    CHECK(sheet.canvas.operators().size() > 200);
  }
}

TEST_CASE("letters that run from right to left are turned round, what is between others is not") {
  CHECK(visual_order(U"abc 12") == U"abc 12");
  CHECK(visual_order(U"ab \u05d0\u05d1 cd") == U"ab \u05d1\u05d0 cd");
  CHECK(visual_order(U"\u05d0 \u05d1.") == U"\u05d1 \u05d0.");
  CHECK(visual_order(U"").empty());
}

TEST_CASE("content and decoration are marked") {
  Sheet sheet;
  sheet.canvas.begin_content("P", 3);
  sheet.canvas.text({0, 0}, U"x", {});
  CHECK(sheet.canvas.in_content());
  sheet.canvas.end_content();
  sheet.canvas.decorate([&] { sheet.canvas.disc({9, 9}, 1, {}); });
  const std::string& out = sheet.canvas.operators();
  CHECK(out.rfind("/P<</MCID 3>>BDC\n", 0) == 0);
  CHECK(out.find("EMC\n/Artifact BMC\n") != out.npos);
  CHECK(out.substr(out.size() - 4) == "EMC\n");
}
