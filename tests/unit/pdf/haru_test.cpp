#include "pdf/haru.hpp"

#include <catch2/catch.hpp>

using namespace mssp;
using namespace mssp::pdf;

TEST_CASE("libharu's failures become errors, and what was begun is freed") {
  const Haru haru;
  const HPDF_Dict dictionary = haru.dictionary();
  haru.put_number(dictionary, "Kept", 1);
  CHECK_THROWS_AS(haru.put(dictionary, "Nothing", static_cast<void*>(nullptr)), Error);
  try {
    haru.check(HPDF_SetPageMode(haru.get(), HPDF_PAGE_MODE_EOF));
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.code() == Code::failed);
    CHECK(error.message() == "cannot write the PDF file: libharu error 0x1070");
  }
}

TEST_CASE("what is saved comes back whole") {
  const Haru haru;
  haru.made(HPDF_AddPage(haru.get()));
  const std::string noise(200'000, 'x');
  haru.stream(noise);
  haru.put_text(haru.get()->info, "Title", "Zürich \xf0\x9f\x98\x80");
  const std::string bytes = haru.save();
  CHECK(bytes.find("FEFF005A00FC0072006900630068") != bytes.npos);
  CHECK(bytes.find("D83DDE00") != bytes.npos);
  CHECK(bytes.substr(bytes.size() - 6) == "%%EOF\n");
  CHECK(haru.save() == bytes);
}

TEST_CASE("a stream that is compressed already says so and is not compressed again") {
  const Haru haru;
  haru.made(HPDF_AddPage(haru.get()));
  haru.packed_stream("packed elsewhere");
  const std::string bytes = haru.save();
  const std::size_t at = bytes.find("packed elsewhere");
  REQUIRE(at != bytes.npos);
  CHECK(bytes.rfind("/Filter /FlateDecode", at) > bytes.rfind(" obj", at));
}
