#include "pdf/wrap.hpp"

#include <catch2/catch.hpp>

using namespace mssp::pdf;

TEST_CASE("no line is wider than the column and no character is lost") {
  const Font font(Fonts::load().regular);
  std::u32string text;
  for (int i = 0; i < 40; ++i)
    text += std::u32string(static_cast<std::size_t>(i * 7 % 23 + 1), U'a' + static_cast<char32_t>(i % 26)) + U' ';
  std::u32string letters = text;
  std::erase(letters, U' ');
  for (const double width : {30.0, 55.5, 120.0, 400.0}) {
    std::u32string drawn;
    for (const std::u32string& line : wrap(font, text, 9, width)) {
      CHECK(font.width(line, 9) <= width + 1e-6);
      drawn += line;
    }
    std::erase(drawn, U' ');
    CHECK(drawn == letters);
  }
}

TEST_CASE("lines break at spaces, and inside a word that is too long") {
  const Font font(Fonts::load().regular);
  const double width = font.width(U"one two", 10);
  CHECK(wrap(font, U"one two three", 10, width) == std::vector<std::u32string>{U"one two", U"three"});
  CHECK(wrap(font, U"  one   ", 10, width) == std::vector<std::u32string>{U"one"});
  CHECK(wrap(font, U"WWWW", 10, font.width(U"WW", 10)) == std::vector<std::u32string>{U"WW", U"WW"});
  // Addresses and numbers break where their parts meet, unless that wastes the line.
  CHECK(wrap(font, U"host-1.example.com", 10, font.width(U"host-1.example", 10)) == std::vector<std::u32string>{U"host-1.", U"example.com"});
  CHECK(wrap(font, U"a.bbbbbbbbbbbb", 10, font.width(U"a.bbbbbbb", 10)) == std::vector<std::u32string>{U"a.bbbbbbb", U"bbbbb"});
  CHECK(wrap(font, U"abc", 10, 0.1) == std::vector<std::u32string>{U"a", U"b", U"c"});
  CHECK(wrap(font, U"", 10, width).empty());
  CHECK(wrap(font, U"   ", 10, width).empty());
}

TEST_CASE("what is cut says so") {
  const Font font(Fonts::load().regular);
  const double width = font.width(U"one two", 10);
  const auto lines = wrap(font, U"one two one two one two", 10, width, 2);
  REQUIRE(lines.size() == 2);
  CHECK(lines[1].back() == U'…');
  CHECK(font.width(lines[1], 10) <= width);
  CHECK(shorten(font, U"one two", 10, width) == U"one two");
  CHECK(shorten(font, U"one two three", 10, width).back() == U'…');
}
