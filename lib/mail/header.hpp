// Headers of mail (RFC 5322), with words that are not ASCII as RFC 2047 asks. Lines are folded at 76 characters.
#pragma once

#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace mssp::mail {

// Error{invalid_input} that names `what` when the text holds CR, LF, NUL or another control character, or is not UTF-8:
// it could forge a header.
void require_header_text(std::string_view what, std::string_view text);

// "NAME: text" with CRLF. The text is checked as above; what is not plain ASCII becomes encoded words, never split inside
// a character.
std::string text_header(std::string_view name, std::string_view text);

// "NAME: display <address>" with CRLF; without the name when it is empty.
std::string address_header(std::string_view name, std::string_view display, std::string_view address);

// "Mon, 15 Sep 2025 10:00:00 +0000" (RFC 5322, 3.3).
std::string date_text(Instant at);

}  // namespace mssp::mail
