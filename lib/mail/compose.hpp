// The bytes of a mail (RFC 5322, MIME), from values only: the same values give the same bytes, on every attempt.
#pragma once

#include <string>
#include <vector>

#include "base/instant.hpp"

namespace mssp::mail {

struct Part {
  std::string name;  // of [A-Za-z0-9._-]: "acme-corp_executive_2025-09.pdf"
  std::string bytes;
};

struct Letter {
  std::string from_name;  // may be empty
  std::string from;
  std::string to;
  std::string subject;
  std::string message_id;  // with the angle brackets
  Instant date;
  std::string text;
  std::string html;  // may be empty
  std::vector<Part> attachments;
};

// multipart/mixed { multipart/alternative { text/plain, text/html }, attachments }; levels with one part are left out.
// Marked as automatic (RFC 3834), so that holiday notices do not answer. Lines end with CRLF, none is longer than 998
// bytes, and dots at their beginning are as they are: doubling them is the transport's. Error{invalid_input} when a
// header would hold a control character or an attachment has another name than above.
std::string compose(const Letter& letter);

}  // namespace mssp::mail
