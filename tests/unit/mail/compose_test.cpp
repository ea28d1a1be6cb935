#include "mail/compose.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "mail/encode.hpp"
#include "mail/header.hpp"
#include "mail/mime.hpp"
#include "mail/page.hpp"

using namespace mssp;
using namespace mssp::mail;

namespace {

Letter letter() {
  return {.from_name = "Example MSSP", .from = "reports@example.net", .to = "ceo@acme.com", .subject = "Report", .message_id = "<1@h>",
          .date = instant(1757930400), .text = "Hello\n", .html = "<p>Hello</p>\n", .attachments = {{"acme-corp_executive_2025-09.pdf", "%PDF"}}};
}

std::vector<std::string_view> lines(std::string_view text) { return split(text, '\n'); }

// What a reader makes of base64, to compare with what went in.
std::string decoded(std::string_view text) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned group = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t digit = digits.find(c);
    if (digit == std::string_view::npos) continue;
    group = group << 6U | static_cast<unsigned>(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out += static_cast<char>(group >> static_cast<unsigned>(bits) & 255U);
  }
  return out;
}

// The text of a header of encoded words (RFC 2047: blanks between them do not count).
std::string header_text(std::string_view header) {
  std::string out;
  while (header.find("=?UTF-8?B?") != std::string_view::npos) {
    header.remove_prefix(header.find("=?UTF-8?B?") + 10);
    const std::string part = decoded(header.substr(0, header.find("?=")));
    CHECK(valid_utf8(part));  // no word ends inside a character
    out += part;
  }
  return out;
}

}  // namespace

TEST_CASE("base64 and quoted-printable: the examples of RFC 4648 and the rules of RFC 2045") {
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64(std::string_view("\xff\x00\xfe", 3)) == "/wD+");
  CHECK(quoted_printable("a=b\r\nend \n\tx\t\n") == "a=3Db\r\nend=20\r\n\tx=09\r\n");
  CHECK(quoted_printable("Z\xc3\xbcrich") == "Z=C3=BCrich\r\n");
  CHECK(quoted_printable(std::string(76, 'x')) == std::string(76, 'x') + "\r\n");
  CHECK(quoted_printable(std::string(77, 'x')) == std::string(75, 'x') + "=\r\nxx\r\n");
  for (const std::string& text : {std::string(500, '='), std::string(500, ' '), std::string(1000, '\x80')}) {
    for (const std::string_view line : lines(quoted_printable(text))) CHECK(line.size() <= 77);  // with its CR
  }
  std::string bytes;
  for (int i = 0; i < 1000; ++i) bytes += static_cast<char>(i * 7);
  CHECK(decoded(base64_lines(bytes)) == bytes);
  for (const std::string_view line : lines(base64_lines(bytes))) CHECK(line.size() <= 77);
}

TEST_CASE("headers are folded at 76 characters and encoded words hold whole characters") {
  CHECK(text_header("Subject", "Report for Acme") == "Subject: Report for Acme\r\n");
  const std::string longer = text_header("Subject", "Monthly Executive Report September 2025 for The Very Long Company Name Incorporated");
  CHECK(longer == "Subject: Monthly Executive Report September 2025 for The Very Long Company\r\n Name Incorporated\r\n");
  for (const std::string text : {"Bericht für Müller & Söhne GmbH – September 2025, vollständig und geprüft, mit allen Anlagen",
                                 "東京電力株式会社のための月次報告書、二千二十五年九月、すべての付録を含む完全版、確認済み", "=?x?=", "two  blanks", " lead"}) {
    const std::string header = text_header("Subject", text);
    CAPTURE(header);
    CHECK(header_text(header) == text);
    for (const std::string_view line : lines(header)) CHECK(line.size() <= 77);
  }
  CHECK(header_text(text_header("Subject", std::string(2000, 'x'))) == std::string(2000, 'x'));
  for (const std::string& bad : {std::string("a\r\nBcc: x@y.z"), std::string("a\nb"), std::string("a\rb"), std::string("a\0b", 3), std::string("\xff")}) {
    CHECK_THROWS_AS(text_header("Subject", bad), Error);
    CHECK_THROWS_AS(address_header("To", "", bad), Error);
    CHECK_THROWS_AS(address_header("To", bad, "a@b.c"), Error);
  }
}

TEST_CASE("names in front of addresses are atoms, quoted or encoded") {
  CHECK(address_header("From", "", "a@b.net") == "From: a@b.net\r\n");
  CHECK(address_header("From", "Example MSSP", "a@b.net") == "From: Example MSSP <a@b.net>\r\n");
  CHECK(address_header("From", "Doe, \"J\" (x)", "a@b.net") == "From: \"Doe, \\\"J\\\" (x)\" <a@b.net>\r\n");
  const std::string encoded = address_header("From", "Müller <x@y.z>", "a@b.net");
  CHECK(header_text(encoded) == "Müller <x@y.z>");
  CHECK(encoded.ends_with("?= <a@b.net>\r\n"));
}

TEST_CASE("dates as RFC 5322 writes them") {
  CHECK(date_text(instant(1757930400)) == "Mon, 15 Sep 2025 10:00:00 +0000");
  CHECK(date_text(instant(0)) == "Thu, 01 Jan 1970 00:00:00 +0000");
  CHECK(date_text(instant(951827696)) == "Tue, 29 Feb 2000 12:34:56 +0000");
}

TEST_CASE("a mail has its text twice and its attachment, and is the same every time") {
  const std::string mail = compose(letter());
  CHECK(mail == compose(letter()));
  const Entity whole = read_entity(mail);
  CHECK(header(whole.headers, "message-id") == "<1@h>");
  CHECK(header(whole.headers, "auto-submitted") == "auto-generated");
  CHECK(header(whole.headers, "mime-version") == "1.0");
  CHECK(media_type(whole.headers) == "multipart/mixed");
  const auto outer = parts(whole.body, *type_parameter(whole.headers, "boundary"));
  REQUIRE(outer.size() == 2);
  const Entity both = read_entity(outer[0]);
  CHECK(media_type(both.headers) == "multipart/alternative");
  const auto inner = parts(both.body, *type_parameter(both.headers, "boundary"));
  REQUIRE(inner.size() == 2);
  CHECK(media_type(read_entity(inner[0]).headers) == "text/plain");
  CHECK(media_type(read_entity(inner[1]).headers) == "text/html");
  const Entity file = read_entity(outer[1]);
  CHECK(media_type(file.headers) == "application/pdf");
  CHECK(*header(file.headers, "content-disposition") == "attachment; filename=\"acme-corp_executive_2025-09.pdf\"");
  CHECK(decoded(file.body) == "%PDF");
}

TEST_CASE("no line of a mail is longer than 998 bytes or ends with a bare LF") {
  Letter hard = letter();
  hard.subject = std::string(3000, 'x');
  hard.text = std::string(5000, 'y') + "\n.\n..\n";
  hard.attachments.push_back({"a.csv", std::string(100000, '\n')});
  const std::string mail = compose(hard);
  for (const std::string_view line : lines(mail)) {
    CHECK(line.size() <= 999);
    if (!line.empty()) CHECK(line.back() == '\r');
  }
  CHECK(mail.find("\r\n.\r\n..\r\n") != std::string::npos);  // the transport doubles dots
}

TEST_CASE("levels with a single part are left out") {
  Letter plain = letter();
  plain.html.clear();
  plain.attachments.clear();
  CHECK(media_type(read_entity(compose(plain)).headers) == "text/plain");
  plain.html = "<p>x</p>";
  CHECK(media_type(read_entity(compose(plain)).headers) == "multipart/alternative");
}

TEST_CASE("an attachment with another name than a plain one is refused") {
  for (const std::string name : {"", "a b.pdf", "a\"b.pdf", "bericht-für.pdf", "../a.pdf", "a\r\nb"}) {
    Letter bad = letter();
    bad.attachments = {{name, "x"}};
    CHECK_THROWS_AS(compose(bad), Error);
  }
}

TEST_CASE("a page escapes what it shows") {
  const Page page{.title = "A & B", .paragraphs = {"<script>alert(\"x\")</script>"}, .figures = {{"SLA met", "97.8 %"}}, .signature = "us"};
  const std::string shown = html(page);
  CHECK(shown.find("<script") == std::string::npos);
  CHECK(shown.find("A &amp; B") != std::string::npos);
  CHECK(text(page) == "A & B\n\n<script>alert(\"x\")</script>\n\nSLA met  97.8 %\n\n-- \nus\n");
}
