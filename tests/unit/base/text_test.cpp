#include "base/text.hpp"

#include <catch2/catch.hpp>

#include "base/sha256.hpp"

using namespace mssp;

TEST_CASE("hostile text is shown escaped") {
  CHECK(printable("plain") == "plain");
  CHECK(printable("a\x1b[31mb\n\t") == "a\\u{1b}[31mb\\n\\t");
  CHECK(printable("\xff\xfe" "ok") == "\\xff\\xfeok");
  CHECK(printable("\xe2\x80\xae" "evil") == "\\u{202e}evil");
  CHECK(printable("Zürich 東京") == "Zürich 東京");
}

TEST_CASE("validity and width") {
  CHECK(valid_utf8("Zürich"));
  CHECK_FALSE(valid_utf8("\xc3"));
  CHECK_FALSE(valid_utf8("\xed\xa0\x80"));  // a surrogate
  CHECK_FALSE(valid_utf8("\xc0\x80"));      // an overlong NUL
  CHECK(display_width("Zürich") == 6);
  CHECK(display_width("東京") == 4);
  CHECK(display_width("e\xcc\x81") == 1);
}

TEST_CASE("the nearest word") {
  const std::vector<std::string> nouns{"tenant", "user", "sla", "staff", "report", "workload", "acme-corp"};
  CHECK(nearest("tennant", nouns) == "tenant");
  CHECK(nearest("tenatn", nouns) == "tenant");
  CHECK(nearest("REPROT", nouns) == "report");
  CHECK(nearest("acme-crop", nouns) == "acme-corp");
  CHECK_FALSE(nearest("banana", nouns));
  CHECK_FALSE(nearest("", nouns));
  CHECK(did_you_mean("slaa", nouns) == "did you mean 'sla'?");
}

TEST_CASE("wrapping keeps words whole") {
  CHECK(wrap("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("extraordinary", 5) == std::vector<std::string>{"extraordinary"});
  CHECK(wrap("a\n\nb", 5) == std::vector<std::string>{"a", "", "b"});
}

TEST_CASE("SHA-256 of the vectors of FIPS 180-4") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
