#include "pdf/clean_text.hpp"

#include <catch2/catch.hpp>

using mssp::pdf::clean;
using mssp::pdf::utf16be;

TEST_CASE("text is made drawable in one place") {
  CHECK(clean("Zürich Ελλάδα Київ") == U"Zürich Ελλάδα Київ");
  CHECK(clean("a\nb\tc\rd") == U"a b c d");
  CHECK(clean("\x1b[31m\x07") == U"\\u{1b}[31m\\u{7}");
  CHECK(clean("ok\xff") == U"ok\\xff");
  CHECK(clean("\xe2\x80\xae"
              "evil") == U"\\u{202e}evil");
  CHECK(clean(std::string_view("a\0b", 3)) == U"a\\u{0}b");
  CHECK(clean("") == U"");
}

TEST_CASE("combining marks join their letter and joiners go") {
  CHECK(clean("e\xcc\x81") == U"\u00e9");
  CHECK(clean("q\xcc\x81") == U"q\u0301");  // Unicode has no such letter
  CHECK(clean("\xcc\x81"
              "a") == U"\u0301a");
  CHECK(clean("\xe2\x9c\x94\xef\xb8\x8f") == U"\u2714");  // a variation selector follows
}

TEST_CASE("UTF-16 beyond the basic plane takes two units") {
  CHECK(utf16be(U"A") == std::string("\0A", 2));
  CHECK(utf16be(U"\U0001F600") == std::string("\xd8\x3d\xde\0", 4));
}
