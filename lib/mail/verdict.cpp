#include "mail/verdict.hpp"

#include <sysexits.h>

#include <array>

namespace mssp::mail {

Verdict verdict(const Conversation& conversation) {
  switch (conversation.fault) {
    case Fault::unreachable:
      return Verdict::unreachable;
    case Fault::certificate:
    case Fault::login:
      return Verdict::refused;
    case Fault::none:
    case Fault::lost:
      break;
  }
  const std::int64_t code = conversation.code;
  const bool before_mail = conversation.stage < Stage::mail_from;
  if (code >= 500) {
    // 530 "authentication required" and 535 come in answer to MAIL FROM as well.
    const bool wants_sign_in = conversation.stage == Stage::mail_from && (code == 530 || code == 534 || code == 535 || code == 538);
    return before_mail || wants_sign_in ? Verdict::refused : Verdict::bounced;
  }
  if (code >= 400) return before_mail ? Verdict::unreachable : Verdict::deferred;
  if (conversation.fault == Fault::none && conversation.handed_over && code >= 200 && code < 300) return Verdict::sent;
  if (conversation.handed_over) return Verdict::uncertain;
  return before_mail ? Verdict::unreachable : Verdict::deferred;
}

std::string describe(const Conversation& conversation) {
  static constexpr std::array<const char*, 8> after{"before the greeting", "after EHLO", "after STARTTLS", "while signing in",
                                                    "after MAIL FROM", "after RCPT TO", "after DATA", "within the message"};
  const std::string where = conversation.handed_over ? "after the whole message" : after.at(static_cast<std::size_t>(conversation.stage));
  return "no answer " + where;
}

Verdict sendmail_verdict(int status) {
  switch (status) {
    case EX_OK:
      return Verdict::sent;
    case EX_NOUSER:
    case EX_NOHOST:
    case EX_DATAERR:
    case EX_NOPERM:
      return Verdict::bounced;
    default:
      return Verdict::deferred;
  }
}

}  // namespace mssp::mail
