// The audit trail: one row for every change, chained by hashes so that a later edit shows. Append-only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "db/connection.hpp"

namespace mssp::audit {

// Who makes a change, and how; the same for every row of one command.
struct Actor {
  std::string login;    // the operating system's user, or the one behind sudo
  std::string staff;    // the analyst's handle when one is known, else empty
  std::string command;  // "tenant create"
  std::string reason;   // --reason, may be empty
  Instant at;
};

// What was changed. `before` and `after` are JSON texts, empty when there was or is nothing.
struct Change {
  std::string tenant;  // slug, empty for what belongs to no tenant
  std::string object;  // "tenant acme-corp", "user ann@acme.com"
  std::string before;
  std::string after;
};

struct Entry {
  std::int64_t number = 0;  // 1, 2, 3 ... without gaps
  Actor actor;
  Change change;
  std::string previous_hash;  // of entry number - 1; 64 zeros for the first
  std::string hash;
};

// The hash of an entry: SHA-256 over previous_hash and every field, each with its length in front, so that no two
// different entries give the same bytes.
std::string hash_of(const Entry& entry);

// Appends one entry per change; to be called in the transaction that makes the changes.
void record(db::Connection& store, const Actor& actor, const std::vector<Change>& changes);

struct Filter {
  std::optional<std::string> tenant;
  std::optional<std::string> login;
  std::optional<Instant> since;
  std::optional<std::int64_t> newest;  // only the last N
};
std::vector<Entry> list(db::Connection& store, const Filter& filter);  // oldest first

// The first entry whose number, link or hash is wrong; empty when the chain holds. `checked` counts the entries read.
struct Break {
  std::int64_t number;
  std::string reason;
};
struct Verdict {
  std::int64_t checked = 0;
  std::string last_hash;  // to be kept elsewhere: it proves that the end was not cut off
  std::optional<Break> broken;
};
Verdict verify(db::Connection& store);

}  // namespace mssp::audit
