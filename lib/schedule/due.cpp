#include "schedule/due.hpp"

#include <algorithm>
#include <deque>

namespace mssp::schedule {
namespace {

constexpr std::size_t most_considered = 10'000;

// The newest occurrences in (after, now].
std::deque<Instant> newest(const Rule& rule, Instant after, Instant now) {
  std::deque<Instant> all;
  for (Instant at = next_after(rule, after); at <= now; at = next_after(rule, at)) {
    all.push_back(at);
    if (all.size() > most_considered) all.pop_front();
  }
  return all;
}

}  // namespace

std::vector<Due> due(const Rule& rule, Instant after, Instant now, config::CatchUp catch_up,
                     const std::optional<Seconds>& max_lateness) {
  std::vector<Due> all;
  const auto instants = newest(rule, after, now);
  for (const Instant at : instants) {
    Due each{.at = at, .run = true, .missed = {}};
    if (max_lateness && now - at > *max_lateness) {
      each.missed = "later than " + duration_text(*max_lateness);
    } else if (catch_up == config::CatchUp::none && now - at > punctual) {
      each.missed = "nobody ran it in time, and it is not to be made up for";
    } else if (catch_up == config::CatchUp::one && at != instants.back()) {
      each.missed = "made up for by the one due " + rfc3339(instants.back());
    }
    each.run = each.missed.empty();
    all.push_back(std::move(each));
  }
  return all;
}

}  // namespace mssp::schedule
