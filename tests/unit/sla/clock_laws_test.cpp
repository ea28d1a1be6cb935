// Laws of the clocks on histories drawn from a fixed seed, and equality with a loop over minutes.
#include <catch2/catch.hpp>
#include <random>

#include "sla/clock.hpp"
#include "vectors.hpp"

using namespace mssp;
using namespace mssp::sla;
using namespace std::chrono_literals;
using mssp::test::utc;

namespace {

class Draw {
 public:
  explicit Draw(unsigned seed) : engine_(seed) {}
  int number(int low, int high) { return low + static_cast<int>(engine_() % static_cast<unsigned>(high - low + 1)); }

  Calendar calendar() {
    CalendarRules rules;
    rules.name = "drawn";
    rules.zone = Zone::named("Europe/Berlin").value();
    for (auto& windows : rules.hours) {
      const int start = number(0, 20) * 60;
      if (number(0, 4) > 0) windows = {{start, start + number(1, 14) * 60}};
    }
    rules.hours[3] = {{9 * 60, 17 * 60}};
    return Calendar(rules);
  }

  Ticket ticket(Instant opened) {
    constexpr EventKind kinds[]{
        EventKind::message,  EventKind::wait_customer, EventKind::wait_vendor, EventKind::resumed,  EventKind::resumed,
        EventKind::resolved, EventKind::reopened,      EventKind::closed,      EventKind::reopened, EventKind::other};
    Ticket out;
    out.targets = {
        .response = Seconds{number(1, 40) * 900}, .update = std::nullopt, .resolution = Seconds{number(1, 120) * 900}};
    out.events.push_back({opened, EventKind::opened, Actor::customer, true});
    for (int left = number(0, 9); left > 0; --left) {
      out.events.push_back({out.events.back().at + Seconds{number(0, 90) * 900}, kinds[number(0, 9)],
                            static_cast<Actor>(number(0, 2)), number(0, 1) == 1});
    }
    return out;
  }

 private:
  std::mt19937 engine_;
};

struct Walked {
  Seconds used{};
  std::optional<Instant> breach;
  bool stopped = false;
  bool paused = false;
};

// Walks minute by minute with a state and a counter: once the target is used up, being still on the clock in a later
// minute, or at a later event, is the breach.
Walked walk(const Ticket& ticket, const Calendar& calendar, Instant now) {
  Walked out;
  std::optional<Instant> spent_at;
  std::size_t next = 0;
  for (Instant at = ticket.events.front().at; at <= now; at += 60s) {
    const bool running = !out.stopped && !out.paused;
    if (running && spent_at && at > *spent_at && !out.breach) out.breach = spent_at;
    for (; next < ticket.events.size() && ticket.events[next].at == at; ++next) {
      const bool was_running = !out.stopped && !out.paused;
      const EventKind kind = ticket.events[next].kind;
      if (kind == EventKind::resolved || kind == EventKind::closed) out.stopped = true;
      if (!out.stopped && kind == EventKind::wait_customer) out.paused = true;
      if (!out.stopped && (kind == EventKind::resumed || kind == EventKind::wait_vendor)) out.paused = false;
      if (out.stopped && kind == EventKind::reopened) out.stopped = out.paused = false;
      // A used-up budget that goes on after a pause is due the moment it goes on.
      if (!was_running && !out.stopped && !out.paused && spent_at && !out.breach) spent_at = at;
    }
    if (!out.stopped && !out.paused && at < now && calendar.is_open(at)) {
      out.used += 60s;
      if (out.used == *ticket.targets.resolution) spent_at = at + 60s;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("resolution clocks equal a minute-by-minute loop") {
  Draw draw(5);
  int breached = 0, met = 0;
  for (int round = 0; round < 400; ++round) {
    const Calendar calendar = draw.calendar();
    const Ticket ticket = draw.ticket(utc("2025-10-20T00:00:00Z") + Seconds{draw.number(0, 700) * 900});
    const Instant now = ticket.events.back().at + Seconds{draw.number(0, 200) * 900};
    CAPTURE(round);
    const Clock clock = clocks(ticket, calendar, now).back();
    const Walked loop = walk(ticket, calendar, now);
    REQUIRE(clock.used == loop.used);
    REQUIRE(clock.stopped_at.has_value() == loop.stopped);
    REQUIRE(clock.paused == (loop.paused && !loop.stopped));
    const bool breach = clock.state == ClockState::missed || clock.state == ClockState::open_breached;
    REQUIRE(breach == loop.breach.has_value());
    if (breach) REQUIRE(rfc3339(clock.due_at) == rfc3339(*loop.breach));
    breached += breach;
    met += clock.state == ClockState::met;
  }
  CHECK(breached > 40);
  CHECK(met > 40);
}

TEST_CASE("laws of pausing") {
  Draw draw(6);
  int outside = 0;
  for (int round = 0; round < 600; ++round) {
    const Calendar calendar = draw.calendar();
    const Instant opened = utc("2025-10-20T00:00:00Z") + Seconds{draw.number(0, 600'000)};
    Ticket plain;
    plain.targets.resolution = Seconds{draw.number(1, 100'000)};
    plain.events = {{opened, EventKind::opened, Actor::customer, true}};
    const Instant due = clocks(plain, calendar, opened).back().due_at;

    Ticket paused = plain;
    const Instant from = opened + Seconds{draw.number(0, static_cast<int>((due - opened).count()))};
    const Instant to = from + Seconds{draw.number(0, 100'000)};
    paused.events.push_back({from, EventKind::wait_customer, Actor::agent, true});
    paused.events.push_back({to, EventKind::resumed, Actor::customer, true});
    const Instant later = clocks(paused, calendar, to).back().due_at;
    CAPTURE(round, rfc3339(opened), rfc3339(from), rfc3339(to), rfc3339(due));

    // Pausing never moves the due time earlier, and by exactly the open time of the pause.
    REQUIRE(later >= due);
    REQUIRE(calendar.open_time(opened, later) == calendar.open_time(from, to) + *plain.targets.resolution);
    // A pause outside hours moves nothing, unless nothing was left to move.
    if (calendar.open_time(from, to) == 0s && from < due && to < due) {
      REQUIRE(later == due);
      ++outside;
    }
    // Asking for the wait of a vendor instead pauses nothing.
    paused.events[1].kind = EventKind::wait_vendor;
    REQUIRE(clocks(paused, calendar, from).back().due_at == due);
  }
  CHECK(outside > 20);
}
