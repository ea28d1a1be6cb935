// Ticket histories of Zammad and Frappe Helpdesk (tests/data/sla/PROVENANCE.md).
#include <catch2/catch.hpp>
#include <set>

#include "sla/clock.hpp"
#include "vectors.hpp"

using namespace mssp;
using namespace mssp::sla;
using namespace mssp::test;

namespace {

// What they expect and we do not.
const std::set<std::pair<std::string, std::string>> other_rules{
    {"pause-01", "response_due"},  // Zammad pauses the response clock, ours never pauses: due 11:00 instead of 11:45
    {"resp-01", "update_due"},     // Zammad starts the update clock with the ticket, ours with the customer's message
    {"resp-01", "next_due"},       // and this is that same update clock
    {"resp-02", "next_due"},
};

Ticket ticket_from(const nlohmann::json& scenario) {
  Ticket ticket;
  const auto target = [&](const char* clock) -> std::optional<Seconds> {
    const auto& targets = scenario.at("targets_min");
    if (!targets.contains(clock)) return std::nullopt;
    return std::chrono::minutes{targets.at(clock).get<int>()};
  };
  ticket.targets = {target("response"), target("update"), target("resolution")};
  // Two rows ask for time that counts without any target.
  if (!ticket.targets.resolution) ticket.targets.resolution = std::chrono::hours{1000};

  std::string state = "new";
  for (const auto& event : scenario.at("events")) {
    const Instant at = utc(event.at("at"));
    if (ticket.events.empty()) ticket.events.push_back({at, EventKind::opened, Actor::customer, true});
    if (event.contains("event")) {
      ticket.events.push_back({at, EventKind::message, Actor::agent, true});
      continue;
    }
    const std::string next = event.at("state");
    const bool ended = state == "closed" || state == "resolved";
    const EventKind kind = next == "paused"     ? EventKind::wait_customer
                           : next == "closed"   ? EventKind::closed
                           : next == "resolved" ? EventKind::resolved
                           : ended              ? EventKind::reopened
                           : state == "paused"  ? EventKind::resumed
                                                : EventKind::other;
    ticket.events.push_back({at, kind, Actor::agent, true});
    state = next;
  }
  return ticket;
}

}  // namespace

TEST_CASE("ticket histories of other help desks") {
  const auto file = read_vectors("sla/pause_scenarios.json");
  int checked = 0, differing = 0;
  for (const auto& scenario : file.at("rows")) {
    const std::string id = scenario.at("id");
    const Calendar calendar = calendar_from(scenario.at("calendar"));
    const Ticket ticket = ticket_from(scenario);
    const auto all = clocks(ticket, calendar, ticket.events.back().at);
    const Clock& response = all.front();
    const Clock& resolution = all.back();
    const auto minutes = [](Seconds time) { return time.count() / 60; };
    for (const auto& [field, expected] : scenario.at("expected").items()) {
      CAPTURE(id, field);
      if (other_rules.count({id, field})) {
        if (id == "pause-01") CHECK(response.due_at == utc("2013-06-04T11:00:00Z"));
        if (field == "update_due") CHECK(all.size() == 2);
        ++differing;
        continue;
      }
      ++checked;
      if (field == "response_due" || field == "next_due") {
        // Absent when there is nothing to be done any more.
        REQUIRE(expected.is_null());
        CHECK(response.stopped_at);
        if (field == "next_due") CHECK(resolution.stopped_at);
      } else if (field == "resolution_due") {
        CHECK(rfc3339(resolution.due_at) == expected.get<std::string>());
      } else if (field == "response_used_min") {
        CHECK(minutes(response.used) == expected.get<int>());
      } else if (field == "response_left_min") {
        CHECK(minutes(response.target - response.used) == expected.get<int>());
      } else if (field == "resolution_used_min") {
        CHECK(minutes(resolution.used) == expected.get<int>());
      } else if (field == "resolution_used_seconds") {
        CHECK(resolution.used.count() == expected.get<int>());
      } else if (field == "resolution_left_min") {
        CHECK(minutes(resolution.target - resolution.used) == expected.get<int>());
      } else if (field == "hold_seconds") {
        const Instant now = ticket.events.back().at;
        CHECK((calendar.open_time(resolution.started, now) - resolution.used).count() == expected.get<int>());
      } else if (field == "working_minutes") {
        const auto used_until = [&](const char* at) { return clocks(ticket, calendar, utc(at)).back().used; };
        const auto from = scenario.at("span")[0].get<std::string>();
        const auto to = scenario.at("span")[1].get<std::string>();
        CHECK(minutes(used_until(to.c_str()) - used_until(from.c_str())) == expected.get<int>());
      } else {
        REQUIRE(field == "status");
        CHECK(response.stopped_at.has_value() == (expected == "resolution_due"));
        CHECK_FALSE(resolution.stopped_at);
      }
    }
  }
  CHECK(checked == 21);
  CHECK(differing == 4);
}
