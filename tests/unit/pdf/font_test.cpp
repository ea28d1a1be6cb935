#include "pdf/font.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "support/paths.hpp"

using namespace mssp;
using namespace mssp::pdf;

TEST_CASE("widths are those of the font file") {
  const Fonts fonts = Fonts::load();
  const Font font(fonts.regular);
  // From the file's hmtx table: space 260, A 639, W 930 thousandths.
  CHECK(font.width(U"A", 1000) == Approx(639));
  CHECK(font.width(U" ", 1000) == Approx(260));
  CHECK(font.width(U"AW A", 10) == Approx((639 + 930 + 260 + 639) / 100.0));
  CHECK(font.width(U"", 10) == 0);
  CHECK(Font(fonts.bold).width(U"Word", 10) > font.width(U"Word", 10));
}

TEST_CASE("a code stands for a code point, and what the face lacks is counted when it is drawn") {
  Font font(Fonts::load().regular);
  CHECK(font.encode(U"aba") == std::string("\0\1\0\2\0\1", 6));
  CHECK(font.missing() == 0);
  CHECK(font.width(U"東\U0001F600", 10) > 0);
  CHECK(font.missing() == 0);  // measuring is not drawing
  CHECK(font.encode(U"東\U0001F600東") == std::string("\0\3\0\4\0\3", 6));
  CHECK(font.missing() == 3);
  CHECK(font.characters().at(3).point == U'東');
  CHECK(font.characters().at(3).glyph == 0);
}

TEST_CASE("codes do not run out, however many characters come") {
  Font font(Fonts::load().regular);
  std::u32string every;
  for (char32_t point = 0x100; point < 0x100 + 80'000; ++point) every += point;
  CHECK(font.encode(every).size() == 2 * every.size());
  CHECK(font.characters().size() == 65'536);
  CHECK(font.encode(U"\U0002FFFF") == std::string("\0\0", 2));
}

TEST_CASE("the usual subset is made once, and holds what a subset of its own would") {
  const Face face = Fonts::load().regular;
  CHECK(&face.usual() == &face.usual());
  CHECK(face.usual_packed().size() < face.usual().file.size());
  for (const char32_t point : {U'A', U'~', U'ü', U'€'}) {
    INFO(static_cast<unsigned>(point));
    CHECK(face.usual().renumbered.count(face.glyph(point)) == 1);
  }
  CHECK(face.usual().renumbered.count(face.glyph(U'Ω')) == 0);
}

TEST_CASE("a subset keeps the parts of composite glyphs and nothing else") {
  const Face face = Fonts::load().regular;
  const Glyph composed = face.glyph(U'\u1ea5');  // a with circumflex and acute: parts of parts
  REQUIRE(composed != 0);
  const Face::Subset subset = face.subset({0, composed});
  CHECK(subset.renumbered.at(0) == 0);
  CHECK(subset.renumbered.at(composed) > 0);
  CHECK(subset.file.size() > 400);
  CHECK(subset.file.size() < 8'000);
  CHECK(face.subset({0}).file.size() < subset.file.size());
  CHECK(face.metrics().name == "NotoSans-Regular");
  CHECK(face.metrics().ascent > 0);
  CHECK(face.metrics().descent < 0);
}

TEST_CASE("a font that is not installed is a clear failure") {
  try {
    Fonts::load("/nonexistent");
    FAIL("loaded");
  } catch (const Error& error) {
    CHECK(error.code() == Code::failed);
    CHECK(error.message() == "cannot read the font '/nonexistent/NotoSans-Regular.ttf'");
    CHECK(error.hint() == "install the Debian package 'fonts-noto-core'");
  }
  CHECK_THROWS_AS(Face::load(test::source_tree() / "LICENSE"), Error);
  CHECK_THROWS_AS(Face::load(test::source_tree()), Error);
}
