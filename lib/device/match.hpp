// Whether a record tells of a device that is known: a score from the signals that agree and those that contradict.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "device/signal.hpp"

namespace mssp::device {

// Of 100. From `same` on it is the device; from `unsure` on it may be.
inline constexpr int same_score = 60;
inline constexpr int unsure_score = 20;
// Two devices this near to each other are both possible.
inline constexpr int clear_lead = 25;

struct Reason {
  Kind kind = Kind::hostname;
  std::string value;  // of the record
  bool agrees = false;
  int points = 0;     // negative when it contradicts
};
struct Score {
  int points = 0;  // 0..100
  std::vector<Reason> reasons = {};
};

// "serial 'X1' agrees +80, hostname 'a' differs -20"
std::string text(const Score& score);

// What each kind is worth: agreeing / contradicting, when both sides have a signal of that kind that counts.
//   agent 100 / -20 (of the same source: a new installation has a new number)
//   serial 80 / -60, uuid 70 / -40, mac 60 / -10 (a device has several), hostname 30 / -20
// A host name that agrees is worth 60 when no other kind can be compared: then it is all that is known.
int worth(Kind kind);  // when it agrees
Score score(const std::vector<Signal>& record, const std::vector<Signal>& device);

struct Candidate {
  std::int64_t device = 0;
  Score score;
};

enum class Verdict { known, fresh, unsure };
struct Decision {
  Verdict verdict = Verdict::fresh;
  std::vector<Candidate> candidates = {};  // best first; of a known one the first is the device
};

// The devices of a tenant with their signals.
class Register {
 public:
  // A MAC that two devices have is that of something they share, a host name that more than 20 have is that of an image:
  // both count no more.
  void add(std::int64_t device, const std::vector<Signal>& signals);
  Decision decide(const std::vector<Signal>& record) const;
  bool is_shared(const Signal& signal) const;

 private:
  std::vector<Signal> counting(const std::vector<Signal>& signals) const;

  std::unordered_map<std::int64_t, std::vector<Signal>> devices_;
  std::map<Signal, std::set<std::int64_t>> holders_;
};

}  // namespace mssp::device
