#include "sla/policy_change.hpp"

#include <catch2/catch.hpp>

using namespace mssp;
using namespace mssp::sla;
using namespace std::chrono_literals;

namespace {

const Instant noon = instant(1757930400);

PolicyChange respond_within(Seconds response, std::optional<Priority> priority = {}) {
  PolicyChange change;
  change.priority = priority;
  change.response = response;
  return change;
}

PolicyChange promise_uptime(std::int64_t thousandths) {
  PolicyChange change;
  change.uptime = Percent{thousandths};
  return change;
}

PolicyChange count_on(const std::string& calendar) {
  PolicyChange change;
  change.calendar = calendar;
  return change;
}

}  // namespace

TEST_CASE("the first version is always made, a later one only when it says something new") {
  Versions versions;
  const auto first = next_version(versions, {respond_within(4h, Priority::p3)}, noon);
  REQUIRE(first);
  CHECK(first->version == 1);
  CHECK(first->effective_from == noon);
  CHECK(first->of(Priority::p1).response == 1h);
  versions.push_back(*first);
  CHECK_FALSE(next_version(versions, {respond_within(4h, Priority::p3)}, noon));
  const auto second = next_version(versions, {respond_within(4h)}, noon + 1h);
  REQUIRE(second);
  CHECK(second->version == 2);
  CHECK(second->of(Priority::p1).response == 4h);
  CHECK(second->of(Priority::p1).resolution == 4h);
}

TEST_CASE("a change builds on the version in force at its own time") {
  Versions versions;
  versions.push_back(*next_version(versions, {promise_uptime(99'000)}, noon));
  versions.push_back(*next_version(versions, {promise_uptime(99'900)}, noon + 48h));
  const auto between = next_version(versions, {count_on("office")}, noon + 24h);
  REQUIRE(between);
  CHECK(between->version == 3);
  CHECK(between->uptime == Percent{99'000});
  versions.push_back(*between);
  CHECK(policy_at(versions, noon - 1s).version == 0);
  CHECK(policy_for_ticket({}, noon).version == 0);
  CHECK(policy_for_ticket(versions, noon - 1s).version == 1);
  CHECK(policy_for_ticket(versions, noon + 24h).version == 3);
  CHECK(policy_at(versions, noon + 47h).version == 3);
  CHECK(policy_at(versions, noon + 48h).version == 2);
  CHECK_THROWS_AS(policy_of(versions, 4), std::logic_error);
}

TEST_CASE("the first promise can be dated back") {
  Versions versions;
  versions.push_back(*next_version(versions, {respond_within(4h)}, noon));
  const auto earlier = next_version(versions, {respond_within(4h)}, noon - 48h);
  REQUIRE(earlier);
  CHECK(earlier->effective_from == noon - 48h);
  CHECK(earlier->of(Priority::p4).response == 4h);
}
