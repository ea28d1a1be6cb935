// Notices: mail that tells of something, besides reports. Delivery is a program of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "db/connection.hpp"

namespace mssp::mail {

// `kind` and `about` name what is told; of one such thing a recipient of a tenant is told once.
struct Notice {
  std::int64_t tenant_id = 0;
  std::string kind;   // "sla-alert"
  std::string about;  // "T-17/resolution/breach"
  std::string recipient;
  std::string subject;  // one line
  std::string plain;    // the text
};

// Queues them all; Error{conflict} when one was told already. `host` is the right part of the Message-ID, which is made
// from what the notice is about and stays the same for ever. To be called in a transaction. One statement.
void queue(db::Connection& store, const std::vector<Notice>& notices, const std::string& host, Instant now);

struct QueuedNotice {
  std::string tenant;  // slug
  Notice notice;
  std::string message_id;
  std::string state;
  Instant queued_at;
};
std::vector<QueuedNotice> notices(db::Connection& store, const std::string& kind,
                                  const std::optional<std::string>& tenant);  // oldest first

}  // namespace mssp::mail
