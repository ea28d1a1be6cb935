// The outbox: mail waiting to be sent. Delivery is a program of its own; here mail is only queued, once for each
// revision of a report and recipient.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "db/connection.hpp"

namespace mssp::mail {

struct Queued {
  std::string tenant;  // slug
  std::string recipient;
  std::string subject;
  std::vector<std::string> attachments;  // paths under the reports folder
  std::string message_id;                // RFC 5322, with the angle brackets
  std::string state;
  Instant queued_at;
};

struct NewMail {
  std::int64_t tenant_id = 0;
  std::int64_t report_id = 0;
  std::string recipient;
  std::string subject;
  std::vector<std::string> attachments;
};

// "queued", or the state of the mail that this revision's recipient has already.
struct Outcome {
  bool is_new = false;
  std::string state;
};
// `host` is the right part of the Message-ID, which is made from what the mail is about and stays the same for ever.
Outcome queue(db::Connection& store, const NewMail& mail, const std::string& host, Instant now);

std::vector<Queued> list(db::Connection& store, const std::optional<std::string>& tenant);  // oldest first

}  // namespace mssp::mail
