// What the course of one SMTP conversation (RFC 5321) means for the message and for the queue behind it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mssp::mail {

// How far the conversation came: the last command that was sent.
enum class Stage { connect, hello, tls, sign_in, mail_from, recipient, data, body };

enum class Fault {
  none,         // the server's reply decides
  unreachable,  // no such host, connection refused, no route
  certificate,  // TLS could not be agreed on, or the server is not whom it claims to be
  login,        // the server refuses user name and password
  lost,         // the connection broke, or the time ran out
};

struct Conversation {
  Stage stage = Stage::connect;
  std::int64_t code = 0;     // of the last reply; 0: none came after the last command
  bool handed_over = false;  // every byte of the message was sent: without a reply nobody knows
  Fault fault = Fault::none;
};

// For the message: sent, deferred (4xx or no answer), uncertain (no answer after the whole message), bounced (5xx to
// sender, recipient or message). For the queue as well: unreachable, and refused (sign-in, TLS, or a server that wants
// none of it); the message has not been tried then.
enum class Verdict { sent, deferred, uncertain, bounced, unreachable, refused };

Verdict verdict(const Conversation& conversation);

// In words, for an answer without text: "the connection was lost after RCPT TO".
std::string describe(const Conversation& conversation);

// How a sendmail program ended (sysexits.h): 75 and what a system lacks is put off, what it refuses has bounced.
Verdict sendmail_verdict(int status);

}  // namespace mssp::mail
