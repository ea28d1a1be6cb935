// A message of the outbox as the mail that leaves: with its sender, and its attachments read from the reports folder.
#pragma once

#include <string>
#include <variant>

#include "context.hpp"
#include "mail/message.hpp"

namespace mssp::mail {

// The finished mail, or why it cannot be sent as it was queued: an attachment is missing (put off), or is not the file
// that was queued (failed).
std::variant<std::string, Attempt> letter_of(Context& context, const Mail& mail, const std::string& from);

}  // namespace mssp::mail
