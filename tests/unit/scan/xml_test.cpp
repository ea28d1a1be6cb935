#include "scan/xml.hpp"

#include <catch2/catch.hpp>
#include <sstream>

using namespace mssp;
using namespace mssp::scan;

namespace {

// Writes down what it is told, in a form that tells documents apart.
struct Recorder final : XmlHandler {
  std::string log;
  void start(std::string_view name, const Attributes& attributes, const Here&) override {
    log += "<" + std::string(name) + "|" + attributes.text("a") + ">";
  }
  void end(std::string_view, const Here&) override { log += "/"; }
  void text(std::string_view piece) override { log += piece; }
};

std::string message_of(std::string_view xml, const XmlLimits& limits = {}) {
  Recorder recorder;
  try {
    parse_xml(from_text(xml), "f.xml", recorder, limits);
  } catch (const Error& error) {
    CHECK(error.code() == Code::invalid_input);
    return error.message();
  }
  return {};
}

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

}  // namespace

TEST_CASE("elements, attributes and text arrive in order") {
  std::istringstream stream("<?xml version=\"1.0\"?><!DOCTYPE r><r a='1&amp;2'><s/>x &lt; y</r>");
  Recorder recorder;
  const XmlEnding ending = parse_xml(from_stream(stream), "f.xml", recorder);
  CHECK(ending.complete);
  CHECK(ending.elements == 2);
  CHECK(recorder.log == "<r|1&2><s|>/x < y/");
}

TEST_CASE("errors name file, line and column") {
  CHECK(message_of("<r>\n <a></b>\n</r>") == "f.xml:2:7: mismatched tag");
  CHECK(message_of("<r>\xff</r>") == "f.xml:1:4: not well-formed (invalid token)");
  CHECK(message_of("<r/><r/>") == "f.xml:1:5: junk after document element");
}

TEST_CASE("nothing in a DOCTYPE can expand or reach outside") {
  std::string laughs = "<!DOCTYPE r [<!ENTITY l0 'ha'>";
  for (int i = 1; i < 10; ++i)
    laughs += "<!ENTITY l" + std::to_string(i) + " '" + repeated("&l" + std::to_string(i - 1) + ";", 10) + "'>";
  CHECK(message_of(laughs + "]><r>&l9;</r>") == "f.xml:1:26: entity declarations are refused");
  CHECK(message_of("<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><r>&e;</r>").find("entity declarations") !=
        std::string::npos);
  CHECK(message_of("<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://h/'> %p;]><r/>").find("entity declarations") !=
        std::string::npos);
  CHECK(message_of("<!DOCTYPE r [<!ATTLIST r a CDATA 'x'>]><r/>").find("attribute declarations") != std::string::npos);
  CHECK(message_of("<!DOCTYPE r SYSTEM 'r.dtd'><r>&e;</r>").find("undefined entity") != std::string::npos);
  CHECK(message_of("<!DOCTYPE r SYSTEM 'r.dtd'><r/>").empty());
}

TEST_CASE("limits hold at their edge") {
  CHECK(message_of(repeated("<d>", 256) + repeated("</d>", 256)).empty());
  CHECK(message_of(repeated("<d>", 257)) == "f.xml:1:769: elements nested more than 256 deep");
  CHECK(message_of(repeated("<d>", 100000)).find("256 deep") != std::string::npos);

  XmlLimits limits;
  limits.elements = 3;
  limits.attribute_bytes = 4;
  limits.text_bytes = 4;
  CHECK(message_of("<r a='1234'><s/><s/>1234</r>", limits).empty());
  CHECK(message_of("<r><s/><s/><s/></r>", limits) == "f.xml:1:12: more than 3 elements");
  CHECK(message_of("<r a='12345'/>", limits) == "f.xml:1:1: an attribute value of more than 4 bytes");
  CHECK(message_of("<r>12345</r>", limits) == "f.xml:1:4: a text of more than 4 bytes");

  limits.token_bytes = 200'000;
  CHECK(message_of("<r><!--" + std::string(100'000, 'x') + "--></r>", limits).empty());
  CHECK(message_of("<r><!--" + std::string(400'000, 'x') + "--></r>", limits) ==
        "f.xml:1:4: a tag or comment of more than 200000 bytes");
}

TEST_CASE("an early end is told apart from a broken document") {
  const std::string document = "<?xml version='1.0'?><!DOCTYPE r><!-- c --><r a='ü'><![CDATA[x]]>é&amp;<s/></r>";
  for (std::size_t size = 0; size < document.size(); ++size) {
    CAPTURE(size);
    Recorder recorder;
    CHECK_FALSE(parse_xml(from_text(std::string_view(document).substr(0, size)), "f.xml", recorder).complete);
  }
  Recorder recorder;
  CHECK(parse_xml(from_text(document), "f.xml", recorder).complete);
}

TEST_CASE("an exception of a handler or a source passes through") {
  struct Thrower final : XmlHandler {
    void start(std::string_view, const Attributes&, const Here&) override { throw Error(Code::limit, "enough"); }
    void end(std::string_view, const Here&) override { FAIL("called after an exception"); }
    void text(std::string_view) override {}
  } thrower;
  CHECK_THROWS_WITH(parse_xml(from_text("<r/>"), "f.xml", thrower), "enough");
  Recorder recorder;
  const Source broken = [](char*, std::size_t) -> std::size_t { throw Error(Code::failed, "gone"); };
  CHECK_THROWS_WITH(parse_xml(broken, "f.xml", recorder), "gone");
}

TEST_CASE("the single-byte encodings of Windows and ISO 8859 are read as declared") {
  const auto read = [](const std::string& encoding, const std::string& bytes) {
    Recorder recorder;
    parse_xml(from_text("<?xml version='1.0' encoding='" + encoding + "'?><r a='" + bytes + "'>" + bytes + "</r>"), "f.xml", recorder);
    return recorder.log;
  };
  CHECK(read("windows-1252", "\x80\x93\xe9") == "<r|\u20ac\u201c\u00e9>\u20ac\u201c\u00e9/");
  CHECK(read("Windows-1251", "\xcf") == "<r|\u041f>\u041f/");
  CHECK(read("windows-1258", "Ae\xd0") == "<r|Ae\u0110>Ae\u0110/");
  CHECK(read("ISO-8859-1", "\xe9") == "<r|\u00e9>\u00e9/");
  CHECK(read("iso-8859-15", "\xa4") == "<r|\u20ac>\u20ac/");
  CHECK(read("ISO-8859-5", "\xbf") == "<r|\u041f>\u041f/");
  for (int number = 1250; number <= 1258; ++number) CHECK(read("windows-" + std::to_string(number), "a~Z") == "<r|a~Z>a~Z/");
}

TEST_CASE("a byte that its encoding does not define, and an encoding that is none, are refused") {
  CHECK(message_of("<?xml version='1.0' encoding='windows-1252'?>\n<r>\x81</r>") == "f.xml:2:4: not well-formed (invalid token)");
  CHECK(message_of("<?xml version='1.0' encoding='ISO-8859-7'?>\n<r>\xff</r>") == "f.xml:2:4: not well-formed (invalid token)");
  for (const std::string name : {"windows-1259", "windows-1249", "ISO-8859-17", "ISO-8859-0", "ISO-8859-12", "windows-1252x", "windows-", "CP1252",
                                 "EBCDIC-US", "UTF-7", "Shift_JIS"}) {
    CHECK(message_of("<?xml version='1.0' encoding='" + name + "'?><r/>").find("an encoding that is not known") != std::string::npos);
  }
}
