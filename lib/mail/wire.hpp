// The lines that `mail send` and its delivery program exchange: settings once, then a message and its answer, one after
// the other. A line is a word, a space and a text without newlines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "mail/verdict.hpp"

namespace mssp::mail {

struct Transport {
  enum class Kind { smtp, sendmail, folder } kind = Kind::smtp;
  std::string from;           // envelope sender
  std::string url;            // smtp:// or smtps://
  std::string username;       // empty: no sign-in
  std::string password_file;  // holds the password in its first line
  bool tls = true;            // smtp://: STARTTLS or nothing
  std::string ca_file;        // PEM; empty: the system's
  Seconds timeout{120};       // for each answer
  std::string program;        // sendmail
  std::string folder;         // a maildir
  std::string journal;        // where the delivery program notes how far the current message came
};

std::string written(const Transport& transport);  // ends with an empty line
// One line of it into its place; false when there is no such setting or its value is not of the form.
bool take_setting(Transport& transport, std::string_view line);

struct Envelope {
  std::string message_id;
  std::size_t bytes = 0;
  std::string recipient;
};
std::string written(const Envelope& envelope);
std::optional<Envelope> parse_envelope(std::string_view line);

struct Answer {
  Verdict verdict = Verdict::deferred;
  std::int64_t code = 0;
  std::string text;  // one printable line
};
std::string written(const Answer& answer);
std::optional<Answer> parse_answer(std::string_view line);

// The journal holds one message: its Message-ID, then "handed-over" once the whole message was sent, then the answer.
struct Journal {
  std::string message_id;
  bool handed_over = false;
  std::optional<Answer> answer;
};
std::optional<Journal> parse_journal(std::string_view text);
inline constexpr std::string_view handed_over_line = "handed-over\n";

}  // namespace mssp::mail
