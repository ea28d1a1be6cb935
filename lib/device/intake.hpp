// Which device each record of a file tells of: known, new, or one that a person has to name.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "device/device.hpp"
#include "device/match.hpp"
#include "device/sighting.hpp"

namespace mssp::device {

inline constexpr std::size_t most_records = 100'000;

// Records that tell of one device, put together; without the facts, which are read when their device is known.
struct Record {
  std::size_t line = 0;  // of the first
  std::vector<Signal> signals;
  Details details;
  std::optional<Instant> seen_at;
  std::size_t facts = 0;  // a digest of them: records that tell different ones are not the same
};

// What a person answered for an unsure record.
struct Answer {
  std::string device;  // its name, or "line 3" for that of an earlier record; empty: it is a new one, or skipped
  bool skip = false;
};

struct Resolved {
  enum class Fate { known, fresh, repeated, retired, skipped, unsure };
  Fate fate = Fate::fresh;
  std::int64_t device = 0;     // known, retired: its id; fresh: the negative of the record's number from 1
  std::size_t repeats = 0;     // repeated: the index of the record that said the same
  std::vector<Candidate> candidates;  // best first, of which negative ones are new records
};

class Intake {
 public:
  // Error{invalid_input} "FILE:LINE: ..." for a record without any signal that counts, and for too many.
  explicit Intake(std::string file) : file_(std::move(file)) {}

  void add(Sighting&& sighting);

  // One for each record. `devices` are all of the tenant but those merged into others, with their signals in `known`.
  // Error{invalid_input} naming both lines when two records tell different things of one device.
  std::vector<Resolved> resolve(const std::unordered_map<std::int64_t, Device>& devices, Register known,
                                const std::map<std::size_t, Answer>& answers) const;

  const std::vector<Record>& records() const { return records_; }
  // The record that the n-th sighting went to.
  std::size_t record_of(std::size_t sighting) const { return record_of_.at(sighting); }

 private:
  std::string file_;
  std::vector<Record> records_;
  std::vector<std::size_t> record_of_;
  std::unordered_map<std::string, std::size_t> by_key_;
};

}  // namespace mssp::device
