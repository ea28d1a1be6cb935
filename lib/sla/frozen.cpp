#include "sla/frozen.hpp"

#include <algorithm>

namespace mssp::sla {
namespace {

ClockRecord frozen(const ClockRecord& stored, const ClockRecord& replayed) {
  if (stored.verdict == Verdict::open) return replayed;
  const bool same_stop = stored.stopped_at && stored.stopped_at == replayed.stopped_at;
  if (stored.verdict == Verdict::met && !same_stop) return replayed;
  ClockRecord kept = stored;
  if (replayed.verdict == Verdict::voided) kept.verdict = Verdict::voided;
  if (stored.verdict == Verdict::missed && !same_stop) {
    kept.used = replayed.used;
    kept.since = replayed.since;
    kept.stopped_at = replayed.stopped_at;
    kept.risk_at = replayed.stopped_at ? std::nullopt : stored.risk_at;
  }
  return kept;
}

}  // namespace

std::vector<ClockRecord> with_frozen(const std::vector<ClockRecord>& stored, std::vector<ClockRecord> replayed) {
  for (ClockRecord& clock : replayed) {
    const auto found = std::find_if(stored.begin(), stored.end(),
                                    [&](const ClockRecord& other) { return other.name == clock.name; });
    if (found != stored.end()) clock = frozen(*found, clock);
  }
  return replayed;
}

std::vector<ClockRecord> settled(std::vector<ClockRecord> stored, Instant now) {
  for (ClockRecord& clock : stored) {
    if (clock.verdict != Verdict::open || !clock.due_at || now <= *clock.due_at) continue;
    clock.verdict = Verdict::missed;
    clock.decided_at = clock.due_at;
  }
  return stored;
}

}  // namespace mssp::sla
