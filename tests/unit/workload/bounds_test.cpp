#include <catch2/catch.hpp>
#include <random>

#include "workload/explain.hpp"
#include "workload/fraction.hpp"
#include "workload/load.hpp"
#include "workload/mend.hpp"

using namespace mssp;
using namespace mssp::workload;
using staff::Role;

namespace {

Situation team(std::size_t people, const std::vector<std::int64_t>& primaries) {
  Situation situation;
  for (std::size_t i = 0; i < people; ++i) situation.people.push_back({"a" + std::to_string(i), 40'000});
  for (const std::int64_t weight : primaries) {
    situation.duties.push_back({situation.tenants.size(), Role::primary, weight, std::nullopt});
    situation.tenants.push_back("t" + std::to_string(situation.tenants.size()));
  }
  return situation;
}

std::int64_t bound(const Situation& situation) {
  std::vector<std::size_t> all;
  for (std::size_t duty = 0; duty < situation.duties.size(); ++duty) all.push_back(duty);
  return fractional_bound(Board(situation), all);
}

}  // namespace

TEST_CASE("the fractional bound is the mean, unless few may do much") {
  Situation situation = team(4, {10'000, 10'000, 10'000, 10'000});
  CHECK(bound(situation) == 250'000);
  for (std::size_t tenant = 0; tenant < 3; ++tenant) situation.required[tenant] = {"siem"};
  situation.people[0].skills = situation.people[1].skills = {"siem"};
  CHECK(bound(situation) == 375'000);  // 30 h on two people
  situation.conflicts = {{0, 1}, {1, 1}};
  CHECK(bound(situation) == 500'000);  // two tenants on one
  situation.people[0].capacity = 20'000;
  CHECK(bound(situation) == 1'000'000);
  CHECK(bound(team(3, {})) == 0);
}

TEST_CASE("no assignment beats the fractional bound") {
  std::mt19937 random(3);  // NOLINT: the same numbers every time
  for (int round = 0; round < 100; ++round) {
    Situation situation = team(3, {});
    for (std::size_t tenant = 0; tenant < 5; ++tenant) {
      situation.tenants.push_back("t" + std::to_string(tenant));
      situation.duties.push_back({tenant, Role::primary, static_cast<std::int64_t>(random() % 9'000), std::nullopt});
      if (random() % 2 == 0) situation.conflicts.emplace(tenant, 1 + random() % 2);
    }
    const std::int64_t least = bound(situation);
    std::int64_t best = INT64_MAX;
    for (int code = 0; code < 243; ++code) {
      Board board(situation);
      bool allowed = true;
      for (std::size_t duty = 0, rest = static_cast<std::size_t>(code); duty < 5; ++duty, rest /= 3) {
        allowed = allowed && board.may(duty, rest % 3);
        if (allowed) board.give(duty, rest % 3);
      }
      if (allowed) best = std::min(best, board.highest());
    }
    CHECK(least <= best);
  }
}

TEST_CASE("mending finds the fewest handings over, or that there is none") {
  Situation situation = team(2, {9'000, 8'000, 7'000, 2'000});
  for (std::size_t duty = 0; duty < 4; ++duty) situation.duties[duty].person = duty == 3 ? 1U : 0U;
  std::int64_t nodes = 10'000;
  Board board(situation);
  CHECK(mend(board, {}, {10}, 425'000, 4, nodes) == Mended::yes);  // 17 h each at most
  CHECK(board.changed() == 1);
  CHECK(board.highest() <= 425'000);
  Board again(situation);
  CHECK(mend(again, {}, {10}, 320'000, 4, nodes) == Mended::no);  // 26 h on two people with 12.8 h each
  CHECK(again.changed() == 0);
  std::int64_t none = 0;
  CHECK(mend(again, {}, {10}, 425'000, 4, none) == Mended::unknown);
  CHECK(mend(again, {}, {0}, 425'000, 4, nodes) != Mended::yes);  // no move is allowed
}

TEST_CASE("why nobody can take a duty is told in few facts") {
  Situation situation = team(2, {1'000});
  situation.people[0] = {"ann", 0, {"siem"}, "Monday"};
  situation.people[1] = {"bob", 40'000, {"azure"}};
  situation.required[0] = {"siem"};
  CHECK(explain(situation, 0, {}) == "tenant 't0' needs the skill 'siem', which only 1 analyst has: 'ann' is away until Monday");
  situation.required[0] = {"dfir"};
  CHECK(explain(situation, 0, {}) == "tenant 't0' needs the skill 'dfir', which nobody has");
  situation.required[0] = {"azure", "siem"};
  CHECK(explain(situation, 0, {}) == "tenant 't0' needs the skills 'azure', 'siem', which nobody has together");
  situation.required.clear();
  situation.conflicts = {{0, 1}};
  CHECK(explain(situation, 0, {}) == "tenant 't0': 'ann' is away until Monday, 'bob' has a conflict of interest");
  situation.conflicts.clear();
  CHECK(explain(situation, 0, 1) == "tenant 't0': 'ann' is away until Monday, 'bob' is the primary");
  for (int i = 0; i < 3; ++i) situation.people.push_back({"c" + std::to_string(i), 0});
  CHECK(explain(situation, 0, 1) == "tenant 't0': of 5 analysts 4 are away, 1 is the primary");
}

TEST_CASE("the lines of a load add up to it") {
  Measured measured;
  measured.tier = "enterprise";
  measured.seats = 7;
  measured.assets = 3;
  measured.critical_findings = 2;
  measured.tickets = {1, 0, 4, 9};
  measured.ticket_days = 12;
  std::int64_t sum = 0;
  for (const LoadLine& line : load_lines(measured, {})) {
    CHECK(line.load == line.count * line.each);
    sum += line.load;
  }
  CHECK(sum == load(measured, {}));
}
