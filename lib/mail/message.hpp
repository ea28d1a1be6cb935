// Messages of the outbox: what they are made from, the states they go through, and when they are tried again.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "render/value.hpp"

namespace mssp::mail {

struct Attachment {
  std::string path;    // under the reports folder
  std::string sha256;  // of its bytes when the message was queued; empty: not known
};

// What others queue. `about` with kind, tenant and recipient makes it one message for ever: who is told again of the
// same thing needs another `about`.
struct Message {
  std::int64_t tenant_id = 0;
  std::string kind;   // "report", "sla-alert"
  std::string about;  // "executive/2025-09/1", "T-17/response/at_risk"
  std::string recipient;
  std::string subject;  // one line
  std::string text;
  std::string html = {};  // a whole document, or nothing
  std::vector<Attachment> attachments = {};
  std::optional<std::int64_t> report_id = {};
};

inline constexpr std::array<std::string_view, 7> states{"queued", "sending", "sent", "deferred", "bounced", "failed", "held"};

// A message in the outbox.
struct Mail {
  std::int64_t tenant_id = 0;
  std::int64_t id = 0;
  std::int64_t number = 0;
  std::string tenant;  // slug
  std::string kind;
  std::string about;
  std::string recipient;
  std::string subject;
  std::string text;
  std::string html;
  std::vector<Attachment> attachments;
  std::string message_id;  // RFC 5322, with the angle brackets
  std::string state;       // of `states`
  Instant queued_at;
  Instant due_at;
  std::int64_t attempts = 0;
  std::optional<Instant> tried_at;  // the first attempt of those that count towards giving up
  Instant changed_at;
  std::string answer;
  std::string lease_holder;
};

// What the server, the program or the disk said of one attempt.
enum class Outcome { sent, deferred, uncertain, bounced, failed };
std::string_view name(Outcome outcome);
std::optional<Outcome> parse_outcome(std::string_view text);

struct Attempt {
  Instant at;
  Outcome outcome = Outcome::deferred;
  std::int64_t code = 0;  // of SMTP (RFC 5321); 0: none
  std::string answer;
};

std::string handle(std::int64_t number);  // "M-17"
std::optional<std::int64_t> parse_handle(std::string_view text);

// Made from what the message is about, so that a retry and a second queueing bear the same one.
std::string message_id(const std::string& tenant, const Message& message, const std::string& host);

inline constexpr Seconds give_up_after = std::chrono::hours{48};

// How long to wait after the attempt with that number (from 1): 5 minutes, doubled each time, at most 4 hours, give or
// take a fifth. The jitter comes from the message's identity: spread over many messages, equal for one.
Seconds pause_after(const std::string& message_id, std::int64_t attempt);

// The message after an attempt: its state, and when it is due again. A message that is put off gives up 48 hours after
// its first attempt; `uncertain` is put off too, and its answer says so.
Mail after(Mail mail, const Attempt& attempt);

// As 'mail list' and the audit trail show it.
render::Object describe(const Mail& mail);
render::Object describe(const Attempt& attempt);

}  // namespace mssp::mail
