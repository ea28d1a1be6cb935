#include "staff/coverage.hpp"

#include <catch2/catch.hpp>

using namespace mssp;
using namespace mssp::staff;

namespace {

const Instant now = instant(1'000'000);
constexpr std::int64_t day = 86'400;

Assignment held(const std::string& analyst, Role role) {
  Assignment assignment;
  assignment.tenant = "acme";
  assignment.analyst = analyst;
  assignment.role = role;
  assignment.from = now - Seconds{day};
  return assignment;
}

Roster team() {
  Roster roster;
  roster.assignments = {held("ann", Role::primary), held("bob", Role::secondary)};
  return roster;
}

Coverage of(const Roster& roster, Instant at = now) { return coverage({"acme"}, roster, at).front(); }

using Problems = std::vector<std::string>;

}  // namespace

TEST_CASE("a tenant with a primary and a backup who are there is covered") {
  CHECK(of(team()).covered());
  CHECK_FALSE(of(team()).breaks_at);
  CHECK(of(team()).primary == Problems{"ann"});
  CHECK(of(team()).backups == Problems{"bob"});
  CHECK(of({}).problems == Problems{"no primary", "no backup"});
}

TEST_CASE("who is away, in conflict or without a skill does not count") {
  Roster roster = team();
  roster.absences = {{"ann", now - Seconds{day}, now + Seconds{day}}};
  CHECK(of(roster).problems == Problems{"primary ann is away until " + rfc3339(now + Seconds{day})});
  CHECK(of(roster, now + Seconds{day}).covered());  // the end is not included
  roster = team();
  roster.conflicts = {{"acme", "bob"}};
  CHECK(of(roster).problems == Problems{"backup bob has a conflict of interest"});
  roster = team();
  roster.required["acme"] = {"siem"};
  roster.skills["ann"] = {"azure", "siem"};
  CHECK(of(roster).problems == Problems{"backup bob lacks the skill siem"});
  // A second backup makes up for the first.
  roster.assignments.push_back(held("cid", Role::secondary));
  roster.skills["cid"] = {"siem"};
  CHECK(of(roster).covered());
}

TEST_CASE("a gap that comes within a week is foreseen") {
  Roster roster = team();
  roster.absences = {{"bob", now + Seconds{2 * day}, now + Seconds{3 * day}}};
  CHECK(of(roster).covered());
  CHECK(of(roster).breaks_at == now + Seconds{2 * day});
  roster = team();
  roster.assignments[0].until = now + Seconds{7 * day};
  CHECK(of(roster).breaks_at == now + Seconds{7 * day});
  roster.assignments[0].until = now + Seconds{7 * day + 1};
  CHECK_FALSE(of(roster).breaks_at);
  roster.assignments[0].until = now + Seconds{day};
  Assignment next = held("cid", Role::primary);
  next.from = now + Seconds{day};
  roster.assignments.push_back(next);
  CHECK_FALSE(of(roster).breaks_at);  // a successor is named
}
