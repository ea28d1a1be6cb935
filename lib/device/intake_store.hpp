// Brings what a file tells of devices into the store: which they are is decided first, then all is merged by sets.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "device/intake.hpp"
#include "tenant/tenant.hpp"

namespace mssp::device {

struct Import {
  std::string file;    // for errors, safe to show
  std::string source;  // as facts and signals name it: "csv", "fleet"
  Telling tell;        // called twice: for what identifies devices, then for facts
  std::map<std::size_t, Answer> answers = {};  // to unsure records, by their line
  bool skip_unsure = false;                    // leave unsure records out
  bool only_resolve = false;                   // tell which devices they are, and write nothing
  bool enrolls = false;                        // the source is an agent: what it tells of is enrolled
};

// What became of one record, for people.
struct Told {
  std::size_t line = 0;
  Resolved::Fate fate = Resolved::Fate::fresh;
  std::string device;  // its name; of an unsure one empty
  struct Possible {
    std::string device;  // a name, or "line 3" for a new one of the same file
    Score score;
  };
  std::vector<Possible> candidates;
};

struct Imported {
  std::vector<Told> records;
  std::int64_t created = 0;
  std::int64_t updated = 0;  // known ones of which a detail, a signal or the last check-in is new
  std::int64_t facts = 0;    // new, or with another value than before
  std::int64_t gone = 0;     // items that were removed, or that a complete list holds no more
  std::int64_t count(Resolved::Fate fate) const;
};

// To be called in the transaction that keeps it. Nothing is written while a record is unsure and `skip_unsure` is not
// set: then `records` says which. Errors as of Intake::resolve and of `tell`. Limits are the caller's.
Imported import_devices(db::Connection& store, const tenant::Tenant& tenant, const Import& import, Instant now);

}  // namespace mssp::device
