// Files as they are saved and sent: packed, in UTF-16, with a byte order mark, with other separators.
#include <catch2/catch.hpp>
#include <zlib.h>

#include "reader/readable.hpp"
#include "unit/reader/collected.hpp"

using namespace mssp;

namespace {

std::string gzip(std::string_view text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string utf16(std::u16string_view text, bool big) {
  std::string out = big ? "\xfe\xff" : "\xff\xfe";
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8U);
    const char low = static_cast<char>(unit & 0xffU);
    out += big ? high : low;
    out += big ? low : high;
  }
  return out;
}

// What is read, or the message with which it is refused.
std::string read(const std::string& bytes) {
  std::string all;
  char block[1000];
  try {
    const Source source = reader::readable([&] { return from_text(bytes); }, "f")();
    while (const std::size_t got = source(block, sizeof block)) all.append(block, got);
  } catch (const Error& error) {
    CHECK(error.code() == Code::invalid_input);
    return "refused: " + error.message();
  }
  return all;
}

test::Collected collect(const std::string& bytes) {
  test::Collected all;
  const reader::Input input{"f", reader::readable([&] { return from_text(bytes); }, "f"), ""};
  all.facts = reader::detect(input, "auto").read(input, all);
  return all;
}

}  // namespace

TEST_CASE("what is packed with gzip is read as if it were not") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "line " + std::to_string(i) + "\n";
  CHECK(read(gzip(text)) == text);
  CHECK(read(gzip("one ") + gzip("two")) == "one two");
  CHECK(read(gzip("")) == "");
  CHECK(read(text) == text);
  CHECK(read("") == "");
}

TEST_CASE("packed data that is cut off, damaged, or a bomb is refused") {
  const std::string packed = gzip(std::string(5000, 'x') + "y");
  CHECK(read(packed.substr(0, packed.size() - 3)) == "refused: 'f' is cut off: its packed data has no end");
  std::string damaged = packed;
  damaged[packed.size() - 6] = static_cast<char>(damaged[packed.size() - 6] ^ 1);
  CHECK(read(damaged) == "refused: 'f' is damaged: it cannot be unpacked");
  CHECK(read(packed + "more") == "refused: 'f' is damaged: it cannot be unpacked");
  CHECK(read("\x1f\x8b\x08...") == "refused: 'f' is damaged: it cannot be unpacked");
  CHECK(read("\x1f\x8b") == "refused: 'f' is cut off: its packed data has no end");
  CHECK(read(gzip(std::string(100u << 20U, '\0'))) == "refused: 'f' grows more than 500 times when it is unpacked");
}

TEST_CASE("UTF-16 becomes UTF-8, whatever its order, pairs and halves of pairs included") {
  for (const bool big : {false, true}) {
    CHECK(read(utf16(u"Title,\u00e9\u20ac\U0001f600\n", big)) == "Title,\u00e9\u20ac\U0001f600\n");
    CHECK(read(utf16(std::u16string{u'a', char16_t{0xd800}, u'b', char16_t{0xdc00}, u'c'}, big)) == "a\ufffdb\ufffdc");
  }
  CHECK(read(gzip(utf16(u"a,b", false))) == "a,b");
}

TEST_CASE("scanner files are read in the encodings and dialects of other machines") {
  const std::string csv = "Title;Severity;Asset\r\nOne;High;192.0.2.1\r\n\"Two; three\";Low;192.0.2.2\r\n";
  REQUIRE(collect(csv).drafts.size() == 2);
  CHECK(collect(csv).drafts[1].title == "Two; three");
  const std::string tabs = "\xef\xbb\xbfTitle\tSeverity\tAsset\nOne, and more\tHigh\t192.0.2.1\n";
  REQUIRE(collect(tabs).drafts.size() == 1);
  CHECK(collect(tabs).drafts[0].title == "One, and more");
  CHECK(collect(gzip(utf16(u"Title,Severity,Asset\r\nOne,High,192.0.2.1\r\n", false))).drafts.size() == 1);
  REQUIRE(collect("Title,Severity\nOne,\n").drafts.size() == 1);
  CHECK(collect("Title,Severity\nOne,\n").drafts[0].severity == finding::Severity::info);
  const std::u16string json = u"{\"findings\": [{\"title\": \"a\", \"severity\": \"Low\", \"description\": \"\"}]}";
  CHECK(collect(utf16(json, true)).drafts.size() == 1);
  const std::u16string xml = u"<?xml version=\"1.0\" encoding=\"UTF-16\"?><OWASPZAPReport><site name=\"http://a\"><alerts>"
                             u"<alertitem><pluginid>1</pluginid><alert>\u00e9</alert></alertitem></alerts></site></OWASPZAPReport>";
  REQUIRE(collect(utf16(xml, false)).drafts.size() == 1);
  CHECK(collect(utf16(xml, false)).drafts[0].title == "\u00e9");
}
