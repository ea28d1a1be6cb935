#include "staff/staff.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "workload/load.hpp"

using namespace mssp;
using namespace mssp::staff;

namespace {

Assignment held(const std::string& analyst, Role role, const std::string& tenant = "acme") {
  Assignment assignment;
  assignment.tenant = tenant;
  assignment.analyst = analyst;
  assignment.role = role;
  return assignment;
}

constexpr std::int64_t day = 86'400;

}  // namespace

TEST_CASE("a new primary replaces the former, and nobody has two roles") {
  const std::vector<Assignment> lasting{held("ann", Role::primary), held("bob", Role::secondary),
                                        held("cid", Role::primary, "other")};
  CHECK(succession(lasting, held("ann", Role::primary)).begun.empty());

  const Succession replaced = succession(lasting, held("dan", Role::primary));
  REQUIRE(replaced.ended.size() == 1);
  CHECK(replaced.ended[0].analyst == "ann");
  CHECK(replaced.replaced == "ann");

  const Succession risen = succession(lasting, held("bob", Role::primary));
  REQUIRE(risen.ended.size() == 2);
  CHECK(risen.replaced == "ann");

  const Succession stepped_down = succession(lasting, held("ann", Role::secondary));
  REQUIRE(stepped_down.ended.size() == 1);
  CHECK(stepped_down.ended[0].role == Role::primary);
  CHECK(stepped_down.replaced.empty());

  CHECK(succession(lasting, held("dan", Role::secondary)).ended.empty());
}

TEST_CASE("who fills in for a time gives the place back after it") {
  const Instant monday = instant(1'000'000);
  const Instant friday = monday + Seconds{4 * day};
  Assignment leads = held("ann", Role::primary);
  leads.id = 1;
  leads.from = monday - Seconds{day};
  Assignment filling = held("bob", Role::primary);
  filling.from = monday;
  filling.until = friday;
  const Succession change = succession({leads}, filling);
  REQUIRE(change.ended.size() == 1);
  CHECK(change.ended[0].id == 1);
  CHECK(change.ended[0].until == monday);
  REQUIRE(change.begun.size() == 2);
  CHECK(change.begun[0].until == friday);
  CHECK(change.begun[1].analyst == "ann");
  CHECK(change.begun[1].from == friday);
  CHECK_FALSE(change.begun[1].until);
  CHECK(change.replaced == "ann");

  // What had not begun ends where it begins; what ends before is not touched.
  Assignment planned = held("cid", Role::primary);
  planned.from = monday + Seconds{day};
  Assignment past = held("dan", Role::primary);
  past.from = monday - Seconds{9 * day};
  past.until = monday;
  Assignment lasting = held("bob", Role::primary);
  lasting.from = monday;
  const Succession over = succession({planned, past}, lasting);
  REQUIRE(over.ended.size() == 1);
  CHECK(over.ended[0].until == planned.from);
  CHECK(over.begun.size() == 1);
  CHECK(succession({lasting}, filling).begun.empty());  // he has it all that time
}

TEST_CASE("coverage is a primary and a backup for each active tenant") {
  const Gaps found = gaps({"acme", "bolt", "cove"}, {held("ann", Role::primary), held("bob", Role::secondary),
                                                      held("bob", Role::primary, "bolt")});
  CHECK(found.without_primary == std::vector<std::string>{"cove"});
  CHECK(found.without_backup == std::vector<std::string>{"bolt", "cove"});
  CHECK(notes(found) ==
        std::vector<std::string>{"active without a primary: cove", "active without a backup: bolt, cove"});
  CHECK(notes({}).empty());
}

TEST_CASE("capacity is what leave leaves of the coming week") {
  const Instant now = instant(1'000'000);
  const auto away = [&](std::int64_t from, std::int64_t to) { return Absence{"ann", now + Seconds{from}, now + Seconds{to}}; };
  CHECK(available(35'000, {}, now) == 35'000);
  CHECK(available(35'000, {away(0, day)}, now) == 30'000);
  CHECK(available(35'000, {away(-5 * day, day), away(0, 2 * day), away(6 * day, 60 * day)}, now) == 20'000);
  CHECK(available(35'000, {away(8 * day, 9 * day), away(-2 * day, 0)}, now) == 35'000);
  CHECK(available(35'000, {away(0, 7 * day)}, now) == 0);
  CHECK(available(35'000, {away(0, 7 * day - 60)}, now) == 0);  // a minute of a week is no capacity
}

TEST_CASE("skills are words, sorted, each once") {
  CHECK(checked_skills({"siem", "azure", "siem"}) == std::vector<std::string>{"azure", "siem"});
  CHECK_THROWS_AS(checked_skills({"two words"}), Error);
}

TEST_CASE("a load adds what is counted, each with its weight") {
  const config::Workload weights;
  workload::Measured measured;
  measured.tier = "enterprise";
  CHECK(workload::load(measured, weights) == 12'000);
  measured.seats = 50;
  measured.assets = 100;
  measured.critical_findings = 3;
  measured.tickets = {1, 2, 3, 4};
  measured.ticket_days = 7;
  CHECK(workload::load(measured, weights) == 12'000 + 1'000 + 1'000 + 1'500 + (4'000 + 4'000 + 3'000 + 2'000) + 700);
  CHECK(workload::share(10'000, Role::primary, weights) == 10'000);
  CHECK(workload::share(10'000, Role::secondary, weights) == 3'000);
  measured.ticket_days = INT64_MAX;
  CHECK(workload::load(measured, weights) == 1'000'000'000);
}
