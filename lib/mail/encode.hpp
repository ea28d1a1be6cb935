// The encodings of RFC 2045 for the bodies of mail. Lines end with CRLF and are at most 76 characters.
#pragma once

#include <string>
#include <string_view>

namespace mssp::mail {

// Quoted-printable (RFC 2045, 6.7) of text whose lines end with LF or CRLF; each becomes a CRLF, one is added at the end.
std::string quoted_printable(std::string_view text);

// Base64 (RFC 2045, 6.8) in lines; ends with CRLF unless there are no bytes.
std::string base64_lines(std::string_view bytes);

// Base64 in one piece.
std::string base64(std::string_view bytes);

}  // namespace mssp::mail
