// The sender's turn: one sender at a time over all machines, and the messages it has taken to be sent.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "mail/message.hpp"

namespace mssp::mail {

// A turn that is not renewed ends by itself: its sender's machine is gone.
inline constexpr Seconds turn_length = std::chrono::minutes{30};

// Each is to be called in a transaction.

// Takes or renews the turn. Empty when it was given, else who has it until when. A turn in the name of `holder` itself
// is taken over: who calls has made sure, by a lock of this machine, that it is no other process's.
struct Taken {
  std::string holder;
  Instant until;
};
std::optional<Taken> take_turn(db::Connection& store, const std::string& holder, Instant now);
void end_turn(db::Connection& store, const std::string& holder);

// What a sender that ended early has left in state sending.
std::vector<Mail> left_behind(db::Connection& store);

// What may be sent now, the longest due first, at most `limit`.
std::vector<Mail> due(db::Connection& store, Instant now, std::int64_t limit);

// Leases what is due to `holder` and gives it.
std::vector<Mail> claim(db::Connection& store, const std::string& holder, Instant now, std::int64_t limit);

// Keeps what an attempt made of a message that is leased to `holder`. False, and nothing is kept, when it is not any
// more: it came back, was deleted, or another sender has taken over.
bool settle(db::Connection& store, const std::string& holder, const Mail& after, const Attempt& attempt);

// What is leased to `holder`, or to anybody, becomes what it was before, and due at once. `why` becomes its answer unless
// it is empty.
void give_back(db::Connection& store, const std::optional<std::string>& holder, const std::string& why);

}  // namespace mssp::mail
