#include "mail/bounce.hpp"

#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "mail/mime.hpp"

namespace mssp::mail {
namespace {

constexpr std::size_t longest_shown = 500;

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  throw Error(Code::invalid_input, "'" + printable(file) + "' is not a delivery status notification: " + why,
              "give one mail as the server sent it back (RFC 3464)");
}

// "rfc822;ceo@acme.com" without its type.
std::string typed_value(const std::optional<std::string>& value) {
  if (!value) return {};
  const std::size_t semicolon = value->find(';');
  const std::string_view rest = semicolon == std::string::npos ? std::string_view(*value) : std::string_view(*value).substr(semicolon + 1);
  return printable(trim(rest).substr(0, longest_shown));
}

// "<id@host>", the only part of it that counts.
std::optional<std::string> message_id_of(const Headers& headers) {
  const std::string value = header(headers, "message-id").value_or("");
  const std::size_t open = value.find('<');
  const std::size_t close = value.find('>', open);
  if (open == std::string::npos || close == std::string::npos) return std::nullopt;
  std::string id = value.substr(open, close - open + 1);
  return valid_utf8(id) && !has_control(id) ? std::optional(std::move(id)) : std::nullopt;
}

std::vector<Bounce> recipients_of(std::string_view status) {
  std::vector<Bounce> all;
  // Groups of fields between blank lines: the first speaks of the message, each other of one recipient.
  while (!status.empty() && all.size() < 100) {
    const Entity group = read_entity(status);
    if (const auto action = header(group.headers, "action")) {
      const std::string recipient = typed_value(header(group.headers, "final-recipient"));
      all.push_back({.message_id = {},
                     .recipient = recipient.empty() ? typed_value(header(group.headers, "original-recipient")) : recipient,
                     .action = lower_ascii(printable(std::string_view(*action).substr(0, 40))),
                     .status = printable(std::string_view(header(group.headers, "status").value_or("")).substr(0, 40)),
                     .reason = typed_value(header(group.headers, "diagnostic-code"))});
    }
    if (group.body.size() == status.size()) break;  // no progress: what follows are no fields
    status = group.body;
  }
  return all;
}

}  // namespace

std::vector<Bounce> read_bounces(std::string_view mail, const std::string& file) {
  if (mail.starts_with("From ")) mail.remove_prefix(std::min(mail.find('\n'), mail.size() - 1) + 1);  // of a mailbox
  const Entity whole = read_entity(mail);
  if (media_type(whole.headers) != "multipart/report") {
    refuse(file, "its type is '" + printable(std::string_view(media_type(whole.headers)).substr(0, 80)) + "', not 'multipart/report'");
  }
  const auto boundary = type_parameter(whole.headers, "boundary");
  if (!boundary || boundary->empty()) refuse(file, "it names no boundary");
  std::vector<Bounce> bounces;
  std::optional<std::string> message_id;
  for (const std::string_view part : parts(whole.body, *boundary)) {
    const Entity entity = read_entity(part);
    const std::string type = media_type(entity.headers);
    if (type == "message/delivery-status" || type == "message/global-delivery-status") {
      bounces = recipients_of(entity.body);
    } else if (type == "message/rfc822" || type == "text/rfc822-headers" || type == "message/rfc822-headers" ||
               type == "message/global" || type == "message/global-headers") {
      message_id = message_id_of(read_entity(entity.body).headers);
    }
  }
  if (bounces.empty()) refuse(file, "it speaks of no recipient");
  if (!message_id) refuse(file, "it does not hold the Message-ID of the mail that came back");
  for (Bounce& bounce : bounces) bounce.message_id = *message_id;
  return bounces;
}

}  // namespace mssp::mail
