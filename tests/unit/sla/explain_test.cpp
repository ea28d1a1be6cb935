#include "sla/explain.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "vectors.hpp"

using namespace mssp;
using namespace mssp::sla;
using namespace std::chrono_literals;
using mssp::test::utc;

namespace {

CalendarRules berlin() {
  CalendarRules rules;
  rules.name = "berlin-office";
  rules.zone = Zone::named("Europe/Berlin").value();
  for (std::size_t day = 1; day <= 5; ++day) rules.hours[day] = {{9 * 60, 17 * 60}};
  const auto christmas = parse_date("2025-12-25").value();
  rules.holidays = {{christmas, parse_date("2025-12-26").value(), true, "Christmas"}};
  return rules;
}

Event event(const std::string& at, EventKind kind, Actor actor = Actor::agent, bool is_public = false) {
  return {utc(at), kind, actor, is_public};
}

// Terms that never change.
TermsOf always(const Targets& targets, const Calendar& calendar) {
  return [&](Priority priority, std::int64_t) { return Terms{priority, targets, &calendar}; };
}

std::vector<std::string> told(const Explanation& explanation) {
  std::vector<std::string> out;
  for (const Stretch& each : explanation.stretches) {
    out.push_back(std::string(name(each.what)) + " " + duration_text(each.counted) + "/" + duration_text(each.sum) + " " + each.why);
  }
  return out;
}

}  // namespace

TEST_CASE("a pause, a holiday and a clock change, told line by line") {
  const Calendar calendar(berlin());
  Ticket ticket{.priority = Priority::p2, .targets = {.response = 2h, .update = {}, .resolution = 16h}, .events = {}};
  SECTION("a pause and a holiday") {
    ticket.events = {event("2025-12-24T14:00:00Z", EventKind::opened, Actor::customer),
                     event("2025-12-24T15:00:00Z", EventKind::wait_customer),
                     event("2025-12-29T10:00:00Z", EventKind::resumed),
                     event("2025-12-29T12:00:00Z", EventKind::resolved)};
    const auto all = explain(ticket.events, ticket.priority, 1, always(ticket.targets, calendar), calendar.zone(),
                             utc("2026-01-01T00:00:00Z"));
    REQUIRE(all.size() == 2);
    CHECK(told(all[1]) ==
          std::vector<std::string>{
              "started 0s/0s the clock starts: 16h of open time, due Tue 2025-12-30 15:00 CET",
              "open 1h/1h open hours",
              "paused 0s/1h paused: waiting for the customer",
              "resumed 0s/1h goes on: 15h left, the due time moves from Tue 2025-12-30 15:00 CET to Wed 2025-12-31 10:00 CET",
              "open 2h/3h open hours",
              "stopped 0s/3h the clock stopped",
          });
    CHECK(verdict(all[1].clock, calendar.zone()) ==
          "the resolution clock was met: 3h of 16h were used when it stopped on Mon 2025-12-29 13:00 CET; 13h were left");
    CHECK(told(all[0]) == std::vector<std::string>{
                              "started 0s/0s the clock starts: 2h of open time, due Wed 2025-12-24 17:00 CET",
                              "open 2h/2h open hours",
                              "due 0s/2h the 2h are used up: overdue from here",
                              "closed 0s/2h closed: outside hours, holiday Christmas, Saturday, Sunday",
                              "open 4h/6h open hours",
                              "stopped 0s/6h the clock stopped",
                          });
    CHECK(verdict(all[0].clock, calendar.zone()) ==
          "the response clock was missed: its 2h were used up on Wed 2025-12-24 17:00 CET, and it stopped on Mon 2025-12-29 "
          "13:00 CET, after 6h");
  }
  SECTION("clocks that go back within open hours") {
    const Calendar around = Calendar::always();
    ticket.events = {event("2025-10-25T22:00:00Z", EventKind::opened, Actor::customer)};
    const auto all = explain(ticket.events, ticket.priority, 1, always(ticket.targets, around), calendar.zone(),
                             utc("2025-10-26T05:00:00Z"));
    CHECK(told(all[1]) == std::vector<std::string>{
                              "started 0s/0s the clock starts: 16h of open time, due Sun 2025-10-26 15:00 CET",
                              "open 3h/3h counts around the clock",
                              "clock_change 0s/3h clocks go back by 1h, from 03:00 CEST to 02:00 CET",
                              "open 4h/7h counts around the clock",
                              "now 0s/7h the clock is running",
                          });
    CHECK(verdict(all[1].clock, calendar.zone()) ==
          "the resolution clock is running: 7h of 16h are used; it is due on Sun 2025-10-26 15:00 CET");
  }
}

TEST_CASE("what an explanation counts adds up to what the clock used, whatever happened") {
  std::mt19937 engine(7);
  const auto number = [&](int low, int high) { return low + static_cast<int>(engine() % static_cast<unsigned>(high - low + 1)); };
  const Calendar office(berlin());
  const Calendar around = Calendar::always();
  constexpr std::array kinds{EventKind::message,  EventKind::wait_customer, EventKind::wait_vendor, EventKind::resumed,
                             EventKind::resolved, EventKind::closed,        EventKind::reopened,    EventKind::other,
                             EventKind::prioritized, EventKind::restamped, EventKind::voided};
  int clocks_seen = 0;
  for (int round = 0; round < 2000; ++round) {
    const TermsOf terms = [&](Priority priority, std::int64_t version) {
      const int size = 1 + static_cast<int>(priority) + static_cast<int>(version);
      const Targets targets{.response = Seconds{2000 * size}, .update = Seconds{3000 * size}, .resolution = Seconds{20'000 * size}};
      return Terms{priority, targets, priority == Priority::p1 || round % 3 == 0 ? &around : &office};
    };
    std::vector<Event> events;
    Instant at = utc("2025-10-20T00:00:00Z") + Seconds{number(0, 90 * 86'400)};
    events.push_back({at, EventKind::opened, Actor::customer, true});
    for (int i = number(0, 8); i > 0; --i) {
      at += Seconds{number(0, 4) == 0 ? 0 : number(0, 200'000)};
      const auto kind = kinds.at(static_cast<std::size_t>(number(0, 10)));
      Event added{at, kind, number(0, 1) == 0 ? Actor::agent : Actor::customer, number(0, 1) == 1};
      if (kind == EventKind::prioritized) added.priority = static_cast<Priority>(number(0, 3));
      if (kind == EventKind::restamped) added.policy_version = number(1, 3);
      if (kind == EventKind::voided) added.clock = ClockName{static_cast<ClockKind>(number(0, 2)), 1};
      events.push_back(added);
    }
    const Instant now = events.front().at + Seconds{number(0, 900'000)};
    CAPTURE(round);
    for (const Explanation& each : explain(events, Priority::p3, 1, terms, office.zone(), now)) {
      ++clocks_seen;
      Seconds sum{0};
      std::optional<Instant> due;
      REQUIRE_FALSE(each.stretches.empty());
      REQUIRE(each.stretches.front().period.from == each.clock.started);
      Instant before = each.clock.started;
      for (const Stretch& stretch : each.stretches) {
        sum += stretch.counted;
        REQUIRE(stretch.sum == sum);
        REQUIRE(stretch.counted == (stretch.what == What::open ? stretch.period.to - stretch.period.from : 0s));
        if (stretch.what != What::reopened && stretch.what != What::voided) REQUIRE(stretch.period.from == before);
        before = stretch.period.to;
        if (stretch.due_at) due = stretch.due_at;
      }
      REQUIRE(sum == each.clock.used);
      const bool voided = each.clock.state == ClockState::voided;
      if (!voided) REQUIRE(before == each.clock.stopped_at.value_or(now));
      // A clock that ran to the end has the due time that was told last.
      if (!each.clock.paused && !voided) REQUIRE(due == each.clock.due_at);
      const bool overdue = std::any_of(each.stretches.begin(), each.stretches.end(),
                                       [](const Stretch& s) { return s.what == What::due; });
      if (!voided) REQUIRE(overdue == (each.clock.state == ClockState::missed || each.clock.state == ClockState::open_breached));
    }
  }
  CHECK(clocks_seen > 4000);
}
