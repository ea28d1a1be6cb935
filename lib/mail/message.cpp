#include "mail/message.hpp"

#include <algorithm>
#include <charconv>

#include "base/parse.hpp"
#include "base/sha256.hpp"

namespace mssp::mail {
namespace {

constexpr std::array<std::string_view, 5> outcomes{"sent", "deferred", "uncertain", "bounced", "failed"};

constexpr Seconds first_pause = std::chrono::minutes{5};
constexpr Seconds longest_pause = std::chrono::hours{4};

}  // namespace

std::string_view name(Outcome outcome) { return outcomes.at(static_cast<std::size_t>(outcome)); }

std::optional<Outcome> parse_outcome(std::string_view text) {
  const auto* const found = std::find(outcomes.begin(), outcomes.end(), text);
  if (found == outcomes.end()) return std::nullopt;
  return static_cast<Outcome>(found - outcomes.begin());
}

std::string handle(std::int64_t number) { return "M-" + std::to_string(number); }

std::optional<std::int64_t> parse_handle(std::string_view text) {
  if (!text.starts_with("M-")) return std::nullopt;
  const auto number = parse_integer(text.substr(2));
  return number && *number > 0 && handle(*number) == text ? number : std::nullopt;
}

std::string message_id(const std::string& tenant, const Message& message, const std::string& host) {
  const std::string key = tenant + "\n" + message.kind + "\n" + message.about + "\n" + message.recipient;
  return "<" + sha256_hex(key).substr(0, 32) + "@" + host + ">";
}

Seconds pause_after(const std::string& message_id, std::int64_t attempt) {
  const std::int64_t doublings = std::clamp<std::int64_t>(attempt - 1, 0, 10);
  const Seconds pause = std::min(first_pause * (std::int64_t{1} << doublings), longest_pause);
  const std::string digest = sha256_hex(message_id + "/" + std::to_string(attempt));
  std::int64_t share = 0;  // 0..65535
  std::from_chars(digest.data(), digest.data() + 4, share, 16);
  return Seconds{pause.count() * 4 / 5 + pause.count() * 2 / 5 * share / 65535};
}

Mail after(Mail mail, const Attempt& attempt) {
  mail.attempts += 1;
  mail.changed_at = attempt.at;
  mail.lease_holder.clear();
  if (!mail.tried_at) mail.tried_at = attempt.at;
  mail.answer = (attempt.code > 0 ? std::to_string(attempt.code) + " " : "") + attempt.answer;
  switch (attempt.outcome) {
    case Outcome::sent:
    case Outcome::bounced:
    case Outcome::failed:
      mail.state = name(attempt.outcome);
      return mail;
    case Outcome::uncertain:
      mail.answer = "it may have arrived: " + mail.answer;
      break;
    case Outcome::deferred:
      break;
  }
  if (attempt.at - *mail.tried_at >= give_up_after) {
    mail.state = "failed";
    mail.answer = "given up after 48 hours: " + mail.answer;
    return mail;
  }
  mail.state = "deferred";
  mail.due_at = attempt.at + pause_after(mail.message_id, mail.attempts);
  return mail;
}

render::Object describe(const Mail& mail) {
  render::Array attachments;
  for (const Attachment& attachment : mail.attachments) attachments.emplace_back(attachment.path);
  const bool waits = mail.state == "queued" || mail.state == "deferred";
  return {{{"mail", handle(mail.number)},
           {"tenant", mail.tenant},
           {"kind", mail.kind},
           {"about", mail.about},
           {"recipient", mail.recipient},
           {"subject", mail.subject},
           {"state", mail.state},
           {"queued_at", mail.queued_at},
           {"changed_at", mail.changed_at},
           {"due_at", waits ? render::Value(mail.due_at) : render::Value()},
           {"attempts", mail.attempts},
           {"answer", mail.answer.empty() ? render::Value() : render::Value(mail.answer)},
           {"attachments", std::move(attachments)},
           {"message_id", mail.message_id}}};
}

render::Object describe(const Attempt& attempt) {
  return {{{"at", attempt.at},
           {"outcome", name(attempt.outcome)},
           {"code", attempt.code > 0 ? render::Value(attempt.code) : render::Value()},
           {"answer", attempt.answer}}};
}

}  // namespace mssp::mail
