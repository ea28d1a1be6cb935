// Bounces: delivery status notifications (RFC 3464), as mail servers send them back to the sender's address.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mssp::mail {

struct Bounce {
  std::string message_id;  // of the mail that came back, with the angle brackets
  std::string recipient;   // Final-Recipient, without its type; may be empty
  std::string action;      // "failed", "delayed", "delivered", "relayed", "expanded"
  std::string status;      // "5.1.1"
  std::string reason;      // Diagnostic-Code, one line of printable text; may be empty
};

inline constexpr std::size_t largest_bounce = std::size_t{10} * 1024 * 1024;

// The recipients a notification speaks of. It must be a multipart/report with the parts message/delivery-status and
// message/rfc822 or text/rfc822-headers; the Message-ID comes from the latter. Error{invalid_input} "FILE: ..." for
// anything else: who answers by hand has not bounced.
std::vector<Bounce> read_bounces(std::string_view mail, const std::string& file);

}  // namespace mssp::mail
