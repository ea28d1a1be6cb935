// What a change of priority or policy, a voiding and a merger do to the clocks of a ticket.
#include <catch2/catch.hpp>

#include "sla/clock.hpp"
#include "sla/fingerprint.hpp"
#include "sla/frozen.hpp"

using namespace mssp;
using namespace mssp::sla;
using namespace std::chrono_literals;

namespace {

// Monday 2025-09-01 is day 1.
Instant on(int day, int hour, int minute = 0) {
  return Instant{std::chrono::sys_days{std::chrono::year{2025} / 9 / day}} + Seconds{hour * 3600 + minute * 60};
}

CalendarRules office_rules() {
  CalendarRules rules;
  rules.name = "office";
  for (std::size_t day = 1; day <= 5; ++day) rules.hours[day] = {{9 * 60, 17 * 60}};
  return rules;
}

// P1 counts around the clock with 1 h and 4 h, all others in the office with 4 h and 16 h; version 2 doubles them and
// promises updates within 2 h.
Terms terms(Priority priority, std::int64_t version) {
  static const Calendar office(office_rules());
  static const Calendar always = Calendar::always();
  const auto factor = version;
  const std::optional<Seconds> update = version == 2 ? std::optional<Seconds>(2h) : std::nullopt;
  if (priority == Priority::p1) return {priority, {1h * factor, update, 4h * factor}, &always};
  return {priority, {4h * factor, update, 16h * factor}, &office};
}

Event opened(Instant at) { return {at, EventKind::opened, Actor::customer, true, Priority::p3, 1, {}}; }
Event becomes(Instant at, Priority priority) { return {at, EventKind::prioritized, Actor::agent, false, priority, {}, {}}; }
Event restamped(Instant at, std::int64_t version) { return {at, EventKind::restamped, Actor::agent, false, {}, version, {}}; }
Event by_staff(Instant at, EventKind kind) { return {at, kind, Actor::agent, true}; }
Event asks(Instant at) { return {at, EventKind::message, Actor::customer, true}; }

std::vector<ClockRecord> after(std::vector<Event> events) {
  return replay(events, Priority::p4, 1, terms, events.back().at);
}

}  // namespace

TEST_CASE("another priority changes target and calendar from then on, and used time stays used") {
  // Opened on Monday at 15:00, P1 on Tuesday at 10:00: three hours were used in the office.
  const auto clocks = after({opened(on(1, 15)), by_staff(on(1, 16), EventKind::message), becomes(on(2, 10), Priority::p1)});
  REQUIRE(clocks.size() == 2);
  CHECK(clocks[0].priority == Priority::p3);  // the response had stopped
  CHECK(clocks[0].target == 4h);
  CHECK(clocks[0].verdict == Verdict::met);
  CHECK(clocks[1].priority == Priority::p1);
  CHECK(clocks[1].target == 4h);
  CHECK(clocks[1].calendar == "24x7");
  CHECK(clocks[1].used == 3h);
  CHECK(clocks[1].due_at == on(2, 11));
}

TEST_CASE("a clock that has used more than the new target is due at the change") {
  const std::vector<Event> events{opened(on(1, 9)), becomes(on(1, 11), Priority::p1)};
  const ClockRecord response = after(events).front();
  CHECK(response.due_at == on(1, 11));
  CHECK(response.risk_at == on(1, 11));
  static const Calendar always = Calendar::always();
  CHECK(standing_at(response, always, on(1, 11)).state == ClockState::at_risk);
  CHECK(standing_at(response, always, on(1, 11) + 1s).state == ClockState::open_breached);
}

TEST_CASE("a breach keeps the terms it broke") {
  const auto clocks = after({opened(on(1, 9)), becomes(on(1, 13) + 1s, Priority::p1)});
  CHECK(clocks[0].verdict == Verdict::missed);
  CHECK(clocks[0].due_at == on(1, 13));
  CHECK(clocks[0].priority == Priority::p3);
  CHECK(clocks[0].calendar == "office");
  CHECK(clocks[1].verdict == Verdict::open);
  CHECK(clocks[1].priority == Priority::p1);
}

TEST_CASE("a paused clock takes the new terms, and one that stopped when it goes on") {
  const auto paused = after({opened(on(1, 9)), by_staff(on(1, 10), EventKind::wait_customer), becomes(on(1, 12), Priority::p1)});
  CHECK(paused[1].target == 4h);
  CHECK_FALSE(paused[1].since);
  CHECK_FALSE(paused[1].due_at);
  CHECK_FALSE(paused[1].risk_at);
  const std::vector<Event> stopped{opened(on(1, 9)), by_staff(on(1, 10), EventKind::resolved), becomes(on(1, 12), Priority::p1)};
  CHECK(after(stopped)[1].target == 16h);
  std::vector<Event> again = stopped;
  again.push_back(by_staff(on(1, 13), EventKind::reopened));
  CHECK(after(again)[1].target == 4h);
  CHECK(after(again)[1].due_at == on(1, 16));
}

TEST_CASE("a restamp moves an open ticket to another version, and its updates begin to count") {
  const auto clocks = after({opened(on(1, 9)), by_staff(on(1, 10), EventKind::message), asks(on(1, 11)),
                             restamped(on(1, 12), 2), asks(on(1, 13)), by_staff(on(1, 14), EventKind::message), asks(on(1, 15))});
  REQUIRE(clocks.size() == 4);
  CHECK(clocks[0].target == 4h);
  CHECK(clocks[1].name == ClockName{ClockKind::update, 1});
  CHECK(clocks[1].started == on(1, 13));
  CHECK(clocks[1].verdict == Verdict::met);
  CHECK(clocks[2].name == ClockName{ClockKind::update, 2});
  CHECK(clocks[2].due_at == on(1, 17));
  CHECK(clocks[3].target == 32h);
}

TEST_CASE("a voided clock stands still for ever, a merger voids them all") {
  Event leaves = by_staff(on(1, 10), EventKind::voided);
  leaves.clock = ClockName{ClockKind::resolution, 1};
  const auto voided = after({opened(on(1, 9)), leaves, by_staff(on(1, 11), EventKind::resolved),
                             by_staff(on(1, 12), EventKind::reopened), becomes(on(1, 12), Priority::p1)});
  CHECK(voided[0].verdict == Verdict::met);
  CHECK(voided[1].verdict == Verdict::voided);
  CHECK(voided[1].decided_at == on(1, 10));
  CHECK(voided[1].used == 1h);
  CHECK_FALSE(voided[1].stopped_at);
  CHECK(voided[1].target == 16h);
  for (const ClockRecord& clock : after({opened(on(1, 9)), by_staff(on(1, 10), EventKind::merged)})) {
    CHECK(clock.verdict == Verdict::voided);
    CHECK(clock.decided_at == on(1, 10));
  }
  // What was decided before counts as decided then.
  leaves.at = on(3, 9);
  leaves.clock = ClockName{ClockKind::response, 1};
  CHECK(after({opened(on(1, 9)), leaves})[0].decided_at == on(1, 13));
}

TEST_CASE("what was decided stays when a replay says otherwise") {
  const auto stored = after({opened(on(1, 9)), by_staff(on(1, 10), EventKind::message)});
  auto other = stored;
  other[0].due_at = on(1, 9, 30);
  other[0].verdict = Verdict::missed;
  other[1].due_at = on(5, 9);
  const auto kept = with_frozen(stored, other);
  CHECK(kept[0] == stored[0]);
  CHECK(kept[1] == other[1]);
  CHECK(with_frozen({}, other) == other);
  // Overdue and not stopped: missed from then on, whatever the new rules say; the stop is taken over.
  auto overdue = settled(stored, on(20, 9));
  CHECK(overdue[0] == stored[0]);
  CHECK(overdue[1].verdict == Verdict::missed);
  other[1].stopped_at = on(4, 9);
  other[1].verdict = Verdict::met;
  const ClockRecord late = with_frozen(overdue, other)[1];
  CHECK(late.verdict == Verdict::missed);
  CHECK(late.due_at == stored[1].due_at);
  CHECK(late.stopped_at == on(4, 9));
}

TEST_CASE("a fingerprint tells rules apart, not their names") {
  const std::string plain = fingerprint(office_rules());
  CHECK(plain.size() == 32);
  CalendarRules rules = office_rules();
  rules.name = "bureau";
  CHECK(fingerprint(rules) == plain);
  using namespace std::chrono;
  rules.holidays = {{2025y / 9 / 2, 2025y / 9 / 2, false, "Fair"}};
  const std::string fair = fingerprint(rules);
  CHECK(fair != plain);
  rules.holidays[0].name = "Show";
  CHECK(fingerprint(rules) == fair);
  rules.holidays[0].yearly = true;
  CHECK(fingerprint(rules) != fair);
  rules = office_rules();
  rules.zone = Zone::named("Europe/Berlin").value();
  CHECK(fingerprint(rules) != plain);
  rules = office_rules();
  rules.special_days = {{2025y / 9 / 2, {}}};
  CHECK(fingerprint(rules) != plain);
}
