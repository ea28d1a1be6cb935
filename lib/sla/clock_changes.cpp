#include "sla/clock_changes.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/parse.hpp"

namespace mssp::sla {
namespace {

// Local time less UTC.
Seconds offset(const Zone& zone, Instant at) {
  const Civil c = zone.civil(at);
  const std::chrono::sys_days day{date_of(c)};
  return Instant{day} + std::chrono::hours{c.hour} + std::chrono::minutes{c.minute} + Seconds{c.second} - at;
}

std::string told(const Zone& zone, Instant at, Seconds was, Seconds is) {
  const auto shown = [](Instant local) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local - std::chrono::floor<std::chrono::days>(local));
    return fmt::format("{:02}:{:02}", minutes.count() / 60, minutes.count() % 60);
  };
  const Seconds moved = is - was;
  return fmt::format("clocks go {} by {}, from {} {} to {} {}", moved > Seconds{0} ? "forward" : "back",
                     duration_text(moved > Seconds{0} ? moved : -moved), shown(at + was), zone.abbreviation(at - Seconds{1}),
                     shown(at + is), zone.abbreviation(at));
}

}  // namespace

std::vector<ClockChange> clock_changes(const Zone& zone, Instant from, Instant to) {
  constexpr std::chrono::hours step{6};
  std::vector<ClockChange> all;
  // A change at `from` itself shows against the second before.
  Instant low = from - Seconds{1};
  Seconds was = offset(zone, low);
  while (low < to - Seconds{1}) {
    const Instant high = std::min<Instant>(low + step, to - Seconds{1});
    const Seconds is = offset(zone, high);
    if (is != was) {
      Instant before = low;
      Instant after = high;
      while (after - before > Seconds{1}) {
        const Instant middle = before + (after - before) / 2;
        (offset(zone, middle) == was ? before : after) = middle;
      }
      all.push_back({after, told(zone, after, was, is)});
    }
    was = is;
    low = high;
  }
  return all;
}

}  // namespace mssp::sla
