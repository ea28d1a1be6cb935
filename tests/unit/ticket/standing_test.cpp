#include "ticket/standing.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"

using namespace mssp;
using namespace mssp::ticket;
using namespace std::chrono_literals;

namespace {

const Period september = period_of({2025, 9}, Zone::utc());
const Instant noon = september.from + 24h * 14 + 12h;
const sla::Calendars no_calendars({});

History opened(std::int64_t number, Instant at, std::vector<sla::Event> more = {}) {
  History history;
  history.ticket.number = number;
  history.ticket.tenant = "acme";
  history.ticket.opened_at = at;
  history.events = {{at, sla::EventKind::opened, sla::Actor::customer, true}};
  history.events.insert(history.events.end(), more.begin(), more.end());
  return history;
}

sla::Event answer(Instant at) { return {at, sla::EventKind::message, sla::Actor::agent, true}; }

sla::Policy promising(int version, Instant from, std::optional<Percent> uptime) {
  sla::Policy policy = sla::built_in_policy();
  policy.version = version;
  policy.effective_from = from;
  policy.uptime = uptime;
  return policy;
}

}  // namespace

TEST_CASE("without tickets and promises there is nothing to judge") {
  const Standing none = standing({}, {}, no_calendars, september, noon);
  CHECK(none.clocks.empty());
  CHECK(none.uptime.empty());
  CHECK(none.attention.empty());
  CHECK(none.compliant() == std::nullopt);
  CHECK_FALSE(none.breached());
}

TEST_CASE("compliance needs a clock that was decided, and one missed is enough to lose it") {
  const History met = opened(1, noon - 1h, {answer(noon)});
  const History missed = opened(2, noon - 5h, {answer(noon)});
  CHECK(standing({opened(3, noon - 1h)}, {}, no_calendars, september, noon).compliant() == std::nullopt);
  CHECK(standing({met}, {}, no_calendars, september, noon).compliant() == std::optional(true));
  CHECK(standing({met, missed}, {}, no_calendars, september, noon).compliant() == std::optional(false));
}

TEST_CASE("open clocks at risk or overdue need attention, the most urgent first") {
  const Standing found = standing({opened(1, noon - 1h), opened(2, noon - 200min), opened(3, noon - 24h - 1s)}, {},
                                  no_calendars, september, noon);
  REQUIRE(found.attention.size() == 3);
  CHECK(found.attention[0].number == 3);  // response: due 4 h after the opening
  CHECK(found.attention[1].number == 3);  // resolution: due 24 h after it
  CHECK(found.attention[1].left() == -1s);
  CHECK(found.attention[2].number == 2);
  CHECK(found.attention[2].clock.state == sla::ClockState::at_risk);
  CHECK(found.attention[2].left() == 40min);
  CHECK(found.breached());
}

TEST_CASE("a clock overdue since last month is a breach, but not one of this month") {
  const Standing found = standing({opened(1, september.from - 48h, {answer(september.from - 47h)})}, {}, no_calendars,
                                  september, noon);
  CHECK(found.compliant() == std::nullopt);
  REQUIRE(found.attention.size() == 1);
  CHECK(found.breached());
}

TEST_CASE("uptime that nobody watches is unknown, never up") {
  const sla::Versions versions{promising(1, noon - 1h, Percent{99'900}), promising(2, noon + 1h, Percent{99'000})};
  const Standing found = standing({}, versions, no_calendars, september, noon);
  REQUIRE(found.uptime.size() == 1);
  const sla::Uptime& uptime = found.uptime.front().uptime;
  CHECK(uptime.target == Percent{99'900});
  CHECK_FALSE(uptime.percent);
  CHECK(uptime.unknown == noon - september.from);
  CHECK(uptime.downtime == 0s);
  CHECK(uptime.budget_left == 43min + 12s);
  CHECK(found.compliant() == std::nullopt);
  const Period august = period_of({2025, 8}, Zone::utc());
  CHECK(standing({}, versions, no_calendars, august, noon).uptime.empty());
}

TEST_CASE("a ticket is graded by the version in force when it was opened") {
  sla::Policy strict = promising(1, september.from, std::nullopt);
  strict.targets.fill({30min, {}, 1h});
  History history = opened(1, noon - 2h, {answer(noon - 1h)});
  CHECK(clocks(history, {strict}, no_calendars, noon)[0].state == sla::ClockState::met);
  history.ticket.policy_version = 1;
  CHECK(clocks(history, {strict}, no_calendars, noon)[0].state == sla::ClockState::missed);
  strict.calendar = "gone";
  CHECK_THROWS_AS(clocks(history, {strict}, no_calendars, noon), Error);
}
