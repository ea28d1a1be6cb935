#include "mail/bounce.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"

using namespace mssp;
using namespace mssp::mail;

namespace {

// Written for this test after RFC 3464, appendix E, and the shapes that Postfix, Exim and Exchange give it.
const std::string postfix =
    "From MAILER-DAEMON Mon Sep 15 10:00:00 2025\n"
    "Return-Path: <>\n"
    "Content-Type: multipart/report; report-type=delivery-status;\n"
    "\tboundary=\"4F1.175/mx.example\"\n"
    "\n"
    "This is a MIME-encapsulated message.\n"
    "\n"
    "--4F1.175/mx.example\n"
    "Content-Description: Notification\n"
    "Content-Type: text/plain; charset=us-ascii\n"
    "\n"
    "Message-ID: <decoy@h>\n"
    "--4F1.175/mx.example\n"
    "Content-Type: message/delivery-status\n"
    "\n"
    "Reporting-MTA: dns; mx.example\n"
    "Arrival-Date: Mon, 15 Sep 2025 10:00:00 +0000 (UTC)\n"
    "\n"
    "Final-Recipient: rfc822; ceo@acme.com\n"
    "Action: failed\n"
    "Status: 5.1.1\n"
    "Remote-MTA: dns; mail.acme.com\n"
    "Diagnostic-Code: smtp; 550 5.1.1 <ceo@acme.com>: Recipient address rejected:\n"
    "    User unknown\n"
    "\n"
    "--4F1.175/mx.example\n"
    "Content-Type: message/rfc822\n"
    "\n"
    "To: ceo@acme.com\n"
    "Message-ID:\n"
    " <0123@mssp.example>\n"
    "\n"
    "Message-ID: <inner@h>\n"
    "--4F1.175/mx.example--\n";

std::string with_crlf(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? std::string("\r\n") : std::string{c};
  return out;
}

std::string without(std::string text, const std::string& part) {
  const auto at = text.find(part);
  REQUIRE(at != std::string::npos);
  return text.erase(at, part.size());
}

}  // namespace

TEST_CASE("a notification tells which mail came back, from whom and why") {
  for (const std::string& mail : {postfix, with_crlf(postfix)}) {
    const auto bounces = read_bounces(mail, "f");
    REQUIRE(bounces.size() == 1);
    CHECK(bounces[0].message_id == "<0123@mssp.example>");
    CHECK(bounces[0].recipient == "ceo@acme.com");
    CHECK(bounces[0].action == "failed");
    CHECK(bounces[0].status == "5.1.1");
    CHECK(bounces[0].reason == "550 5.1.1 <ceo@acme.com>: Recipient address rejected: User unknown");
  }
}

TEST_CASE("a notification about several recipients and one that is cut short") {
  std::string two = postfix;
  two.insert(two.find("Final-Recipient"), "Final-Recipient: rfc822; a@b.net\nAction: Delayed\nStatus: 4.0.0\n\n");
  const auto bounces = read_bounces(two, "f");
  REQUIRE(bounces.size() == 2);
  CHECK(bounces[0].action == "delayed");
  CHECK(bounces[1].recipient == "ceo@acme.com");
  CHECK(read_bounces(without(postfix, "--4F1.175/mx.example--\n"), "f").size() == 1);
}

TEST_CASE("what is no notification is refused with a reason") {
  const auto refusal = [](const std::string& mail) {
    try {
      read_bounces(mail, "f");
    } catch (const Error& error) {
      CHECK(error.code() == Code::invalid_input);
      return error.message();
    }
    return std::string("taken");
  };
  CHECK(refusal("") == "'f' is not a delivery status notification: its type is 'text/plain', not 'multipart/report'");
  CHECK(refusal("Content-Type: multipart/report\n\nx") == "'f' is not a delivery status notification: it names no boundary");
  CHECK(refusal(without(postfix, "Action: failed\n")) == "'f' is not a delivery status notification: it speaks of no recipient");
  CHECK(refusal(without(postfix, " <0123@mssp.example>\n")) ==
        "'f' is not a delivery status notification: it does not hold the Message-ID of the mail that came back");
  CHECK(refusal("From ") != "taken");
}

TEST_CASE("a hostile notification is bounded and its text is shown escaped") {
  std::string hostile = postfix;
  const std::string diagnostic = "550 5.1.1 <ceo@acme.com>";
  hostile.replace(hostile.find(diagnostic), diagnostic.size(), "\x1b[2J\xff" + std::string(100000, 'x'));
  const auto bounces = read_bounces(hostile, "f");
  CHECK(bounces[0].reason.size() < 1000);
  CHECK(bounces[0].reason.starts_with("\\u{1b}[2J\\xff"));
  // Any prefix, and any byte turned over, is an answer or a clear refusal.
  const auto count = [](const std::string& mail) -> std::size_t {
    try {
      return read_bounces(mail, "f").size();
    } catch (const Error& error) {
      return error.code() == Code::invalid_input ? 0 : 999;
    }
  };
  for (std::size_t length = 0; length < postfix.size(); ++length) CHECK(count(postfix.substr(0, length)) <= 1);
  for (std::size_t at = 0; at < postfix.size(); ++at) {
    std::string changed = postfix;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    CHECK(count(changed) <= 2);
  }
  std::string many = "Content-Type: multipart/report; boundary=b\n\n";
  for (int i = 0; i < 100000; ++i) many += "--b\n";
  CHECK_THROWS_AS(read_bounces(many, "f"), Error);
}
