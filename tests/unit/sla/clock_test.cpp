#include "sla/clock.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "vectors.hpp"

using namespace mssp;
using namespace mssp::sla;
using namespace std::chrono_literals;

namespace {

// Monday 2025-09-01, office hours 09:00 to 17:00 UTC on weekdays.
Instant on(int day, int hour, int minute = 0) {
  return Instant{std::chrono::sys_days{std::chrono::year{2025} / 9 / day}} + Seconds{hour * 3600 + minute * 60};
}

const Calendar& office() {
  static const Calendar calendar = [] {
    CalendarRules rules;
    rules.name = "office";
    for (std::size_t day = 1; day <= 5; ++day) rules.hours[day] = {{9 * 60, 17 * 60}};
    return Calendar(rules);
  }();
  return calendar;
}

Ticket ticket(std::vector<Event> events) {
  events.insert(events.begin(), {on(1, 9), EventKind::opened, Actor::customer, true});
  return {Priority::p2, {.response = 2h, .update = std::nullopt, .resolution = 8h}, std::move(events)};
}

Event by_staff(Instant at, EventKind kind) {
  return {at, kind, Actor::agent, true};
}

Clock response(const Ticket& ticket, Instant now) {
  return clocks(ticket, office(), now).front();
}
Clock resolution(const Ticket& ticket, Instant now) {
  return clocks(ticket, office(), now).back();
}

}  // namespace

TEST_CASE("response stops at the first public message of staff") {
  const Ticket answered = ticket({{on(1, 9, 1), EventKind::message, Actor::system, true},   // automatic reply
                                  {on(1, 9, 10), EventKind::message, Actor::agent, false},  // internal note
                                  {on(1, 9, 20), EventKind::message, Actor::customer, true},
                                  {on(1, 9, 30), EventKind::other, Actor::agent, true},
                                  by_staff(on(1, 10), EventKind::message),
                                  by_staff(on(1, 16), EventKind::message)});
  const Clock clock = response(answered, on(3, 9));
  CHECK(clock.kind == ClockKind::response);
  CHECK(clock.priority == Priority::p2);
  CHECK(clock.started == on(1, 9));
  CHECK(clock.due_at == on(1, 11));
  CHECK(clock.stopped_at == on(1, 10));
  CHECK(clock.decided_at == on(1, 10));
  CHECK(clock.used == 1h);
  CHECK(clock.state == ClockState::met);
}

TEST_CASE("response stops when staff resolve, not when the customer closes") {
  CHECK(response(ticket({by_staff(on(1, 10), EventKind::resolved)}), on(1, 16)).stopped_at == on(1, 10));
  CHECK(response(ticket({by_staff(on(1, 10), EventKind::closed)}), on(1, 16)).stopped_at == on(1, 10));
  const Clock clock = response(ticket({{on(1, 10), EventKind::closed, Actor::customer, true}}), on(1, 16));
  CHECK_FALSE(clock.stopped_at);
  CHECK(clock.state == ClockState::open_breached);
}

TEST_CASE("response never pauses") {
  const Clock clock = response(ticket({by_staff(on(1, 9, 30), EventKind::wait_customer)}), on(1, 11, 1));
  CHECK_FALSE(clock.paused);
  CHECK(clock.due_at == on(1, 11));
  CHECK(clock.state == ClockState::open_breached);
}

TEST_CASE("resolution pauses while waiting for the customer only") {
  const std::vector<Event> waited{by_staff(on(1, 10), EventKind::wait_customer),
                                  by_staff(on(2, 12), EventKind::resumed)};
  const Clock paused = resolution(ticket(waited), on(2, 10));
  CHECK(paused.paused);
  CHECK(paused.used == 1h);
  CHECK(paused.due_at == on(2, 17));  // as if it went on now: A(now, 8h - 1h)
  CHECK(paused.state == ClockState::open);
  const Clock resumed = resolution(ticket(waited), on(2, 13));
  CHECK_FALSE(resumed.paused);
  CHECK(resumed.used == 2h);
  CHECK(resumed.due_at == on(3, 11));

  const Ticket vendor = ticket({by_staff(on(1, 10), EventKind::wait_vendor)});
  CHECK(resolution(vendor, on(1, 12)).used == 3h);
  const Ticket both =
      ticket({by_staff(on(1, 10), EventKind::wait_customer), by_staff(on(1, 11), EventKind::wait_vendor)});
  CHECK(resolution(both, on(1, 12)).used == 2h);
}

TEST_CASE("events that change nothing") {
  const Ticket twice = ticket({by_staff(on(1, 10), EventKind::resumed), by_staff(on(1, 10), EventKind::reopened),
                               by_staff(on(1, 11), EventKind::wait_customer),
                               by_staff(on(1, 12), EventKind::wait_customer), by_staff(on(1, 13), EventKind::resumed),
                               by_staff(on(1, 14), EventKind::resolved), by_staff(on(1, 15), EventKind::wait_customer),
                               by_staff(on(1, 15), EventKind::resumed), by_staff(on(2, 9), EventKind::closed)});
  const Clock clock = resolution(twice, on(3, 9));
  CHECK(clock.used == 3h);
  CHECK(clock.stopped_at == on(1, 14));
  CHECK_FALSE(clock.paused);
}

TEST_CASE("a reopened ticket goes on with what was used") {
  const Ticket reopened = ticket({by_staff(on(1, 12), EventKind::resolved),
                                  by_staff(on(2, 9), EventKind::closed),
                                  {on(3, 9), EventKind::reopened, Actor::customer, true}});
  CHECK(resolution(reopened, on(2, 12)).state == ClockState::met);
  const Clock clock = resolution(reopened, on(3, 10));
  CHECK_FALSE(clock.stopped_at);
  CHECK_FALSE(clock.decided_at);
  CHECK(clock.used == 4h);
  CHECK(clock.due_at == on(3, 14));
  CHECK(response(reopened, on(3, 10)).stopped_at == on(1, 12));
}

TEST_CASE("a breach stays, whatever follows") {
  const Ticket breached =
      ticket({by_staff(on(2, 10), EventKind::resolved), by_staff(on(3, 9), EventKind::reopened),
              by_staff(on(3, 10), EventKind::wait_customer), by_staff(on(3, 11), EventKind::resolved)});
  for (const auto& [now, state] : {std::pair{on(1, 17), ClockState::at_risk},
                                   {on(1, 18), ClockState::open_breached},
                                   {on(2, 10), ClockState::missed},
                                   {on(3, 9, 30), ClockState::open_breached},
                                   {on(3, 10, 30), ClockState::open_breached},
                                   {on(3, 11), ClockState::missed}}) {
    const Clock clock = resolution(breached, now);
    CAPTURE(rfc3339(now));
    CHECK(clock.state == state);
    CHECK(clock.due_at == on(1, 17));
    CHECK((state == ClockState::at_risk || clock.decided_at == on(1, 17)));
  }
  CHECK(resolution(breached, on(4, 9)).used == 10h);  // time goes on counting after a breach
}

TEST_CASE("met iff stopped at or before the due time") {
  const auto resolved_at = [](Instant at) {
    return resolution(ticket({by_staff(at, EventKind::resolved)}), on(5, 9)).state;
  };
  CHECK(resolved_at(on(1, 17)) == ClockState::met);
  CHECK(resolved_at(on(1, 17) + 1s) == ClockState::missed);
  CHECK(resolved_at(on(1, 23)) == ClockState::missed);  // not a second more was used, but it was due at closing
  // The same budget, paused at closing and resolved while paused.
  const Ticket paused =
      ticket({by_staff(on(1, 17), EventKind::wait_customer), by_staff(on(4, 9), EventKind::resolved)});
  CHECK(resolution(paused, on(5, 9)).state == ClockState::met);
  CHECK(resolution(paused, on(5, 9)).due_at == on(4, 9));
  // A pause that begins after the due time comes too late, though no open time passed.
  const Ticket late = ticket({by_staff(on(1, 18), EventKind::wait_customer)});
  CHECK(resolution(late, on(5, 9)).state == ClockState::open_breached);
}

TEST_CASE("at risk is more than the share of the target") {
  CHECK(resolution(ticket({}), on(1, 15)).state == ClockState::open);
  CHECK(resolution(ticket({}), on(1, 15) + 1s).state == ClockState::at_risk);
  CHECK(clocks(ticket({}), office(), on(1, 13), Percent{50'000}).back().state == ClockState::open);
  CHECK(clocks(ticket({}), office(), on(1, 13) + 1s, Percent{50'000}).back().state == ClockState::at_risk);
}

TEST_CASE("what happens later is not looked at") {
  const Ticket later = ticket({by_staff(on(1, 10), EventKind::resolved)});
  CHECK(clocks(later, office(), on(1, 8)).empty());
  CHECK(clocks(later, office(), on(1, 9)).size() == 2);
  CHECK_FALSE(resolution(later, on(1, 9, 59)).stopped_at);
  CHECK(resolution(later, on(1, 10)).stopped_at == on(1, 10));
}

TEST_CASE("voided clocks") {
  Event leaves = by_staff(on(1, 12), EventKind::voided);
  leaves.clock = ClockName{ClockKind::resolution, 1};
  const Ticket voided = ticket({leaves});
  CHECK(resolution(voided, on(1, 11)).state == ClockState::open);
  CHECK(resolution(voided, on(1, 12)).state == ClockState::voided);
  CHECK(resolution(voided, on(1, 12)).decided_at == on(1, 12));
  CHECK(resolution(voided, on(5, 9)).decided_at == on(1, 12));
  CHECK(response(voided, on(1, 12)).state == ClockState::open_breached);
}

TEST_CASE("each question of the customer after the first answer starts an update clock") {
  const auto asks = [](Instant at) { return Event{at, EventKind::message, Actor::customer, true}; };
  Ticket talk = ticket({asks(on(1, 9, 30)),
                        by_staff(on(1, 10), EventKind::message),
                        asks(on(1, 11)),
                        asks(on(1, 11, 30)),
                        {on(1, 12), EventKind::message, Actor::agent, false},
                        by_staff(on(1, 13), EventKind::wait_customer),
                        by_staff(on(1, 14), EventKind::message),
                        asks(on(1, 15)),
                        by_staff(on(1, 16), EventKind::resolved)});
  CHECK(clocks(talk, office(), on(5, 9)).size() == 2);
  talk.targets.update = 2h;
  const auto all = clocks(talk, office(), on(5, 9));
  REQUIRE(all.size() == 4);
  CHECK(all[1].kind == ClockKind::update);
  CHECK(all[1].started == on(1, 11));
  CHECK(all[1].stopped_at == on(1, 14));
  CHECK(all[1].state == ClockState::missed);
  CHECK(all[1].decided_at == on(1, 13));
  CHECK(all[2].started == on(1, 15));
  CHECK(all[2].state == ClockState::met);
}

TEST_CASE("a clock without a target does not exist") {
  Ticket bare = ticket({});
  bare.targets = {};
  CHECK(clocks(bare, office(), on(5, 9)).empty());
}

TEST_CASE("histories that are refused") {
  Ticket none = ticket({});
  none.events.clear();
  CHECK_THROWS_WITH(clocks(none, office(), on(5, 9)), Catch::Contains("do not begin with its opening"));
  CHECK_THROWS_WITH(clocks(ticket({by_staff(on(1, 8), EventKind::message)}), office(), on(5, 9)),
                    Catch::Contains("go back in time at 2025-09-01T08:00:00Z"));
}

TEST_CASE("names of states, clocks and priorities are the words of the output contract") {
  CHECK(name(ClockState::open) == "open");
  CHECK(name(ClockState::at_risk) == "at_risk");
  CHECK(name(ClockState::open_breached) == "open_breached");
  CHECK(name(ClockState::met) == "met");
  CHECK(name(ClockState::missed) == "missed");
  CHECK(name(ClockState::voided) == "void");
  CHECK(name(ClockKind::response) == "response");
  CHECK(name(ClockKind::update) == "update");
  CHECK(name(ClockKind::resolution) == "resolution");
  CHECK(name(Priority::p1) == "P1");
  CHECK(name(Priority::p4) == "P4");
}
