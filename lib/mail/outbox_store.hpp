// The outbox: every message once for each thing it tells of and recipient.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "mail/message.hpp"

namespace mssp::mail {

// "queued", or the state of the message that was queued before with the same kind, about, tenant and recipient.
struct Queued {
  bool is_new = false;
  std::string state;
};
// To be called in a transaction. `host` is the right part of the Message-ID. Error{invalid_input} when a header could
// not be made from recipient or subject.
Queued queue(db::Connection& store, const Message& message, const std::string& host, Instant now);

// Queues many at once that nobody was told before, in three statements. Error{conflict} when one was.
void queue_new(db::Connection& store, const std::vector<Message>& messages, const std::string& host, Instant now);

struct Filter {
  std::optional<std::string> tenant;  // slug
  std::optional<std::string> state;
  std::optional<std::string> kind = {};
};
std::vector<Mail> list(db::Connection& store, const Filter& filter);  // oldest first

Mail get(db::Connection& store, std::int64_t number);  // Error{not_found}
std::optional<Mail> with_message_id(db::Connection& store, const std::string& message_id);
std::vector<Attempt> attempts(db::Connection& store, const Mail& mail);  // oldest first

// Keeps state, due_at, attempts, tried_at, changed_at and answer of a message, and ends its lease.
void update(db::Connection& store, const Mail& mail);

std::vector<std::string> handles(db::Connection& store);  // newest first, for completion

}  // namespace mssp::mail
