#include "workload/balance.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "workload/repair.hpp"

using namespace mssp;
using namespace mssp::workload;
using staff::Role;

namespace {

std::vector<std::optional<std::size_t>> holders(const Situation& situation, const Plan& plan) {
  std::vector<std::optional<std::size_t>> all;
  for (const Duty& duty : situation.duties) all.push_back(duty.person);
  for (const Move& move : plan.moves) {
    CHECK(move.from == all[move.duty]);
    CHECK(move.from != move.to);
    CHECK_FALSE(move.reason.empty());
    all[move.duty] = move.to;
  }
  return all;
}

std::int64_t highest(const Situation& situation, const std::vector<std::optional<std::size_t>>& holder) {
  std::vector<std::int64_t> load(situation.people.size(), 0);
  for (std::size_t i = 0; i < holder.size(); ++i) {
    if (holder[i]) load[*holder[i]] += situation.duties[i].weight;
  }
  std::int64_t most = 0;
  for (std::size_t i = 0; i < load.size(); ++i) {
    const std::int64_t capacity = situation.people[i].capacity;
    if (capacity > 0) most = std::max(most, (load[i] * 1000 + capacity - 1) / capacity);
  }
  return most;
}

Situation customers(std::size_t people, const std::vector<std::int64_t>& work) {
  Situation situation;
  for (std::size_t i = 0; i < people; ++i) situation.people.push_back({"a" + std::to_string(i), 40'000});
  for (const std::int64_t weight : work) {
    const std::size_t tenant = situation.tenants.size();
    situation.tenants.push_back("t" + std::to_string(tenant));
    situation.duties.push_back({tenant, Role::primary, weight, std::nullopt});
    if (people > 1) situation.duties.push_back({tenant, Role::secondary, weight * 3 / 10, std::nullopt});
  }
  return situation;
}

// The lowest highest utilisation, by trying everything; duties stand in pairs of one tenant.
std::int64_t best(const Situation& situation, std::vector<std::optional<std::size_t>>& holder) {
  const std::size_t duty = holder.size();
  if (duty == situation.duties.size()) return highest(situation, holder);
  std::int64_t least = INT64_MAX;
  for (std::size_t person = 0; person < situation.people.size(); ++person) {
    if (duty % 2 == 1 && holder[duty - 1] == person) continue;
    holder.emplace_back(person);
    least = std::min(least, best(situation, holder));
    holder.pop_back();
  }
  return least;
}

}  // namespace

TEST_CASE("one analyst gets everything that nobody has") {
  const Situation situation = customers(1, {10'000, 4'000});
  const Plan plan = balance(situation);
  CHECK(plan.before.max_utilisation == 0);
  CHECK(plan.after.max_utilisation == 350);
  CHECK(plan.lower_bound == 350);
  REQUIRE(plan.moves.size() == 2);
  CHECK(plan.moves[0].reason == "no primary");
  CHECK(balance(customers(1, {})).moves.empty());
}

TEST_CASE("an uneven team is levelled with one move, and a level one left alone") {
  Situation situation = customers(2, {});
  for (std::size_t i = 0; i < 4; ++i) {
    situation.tenants.push_back("t" + std::to_string(i));
    situation.duties.push_back({i, Role::primary, 5'000, i == 3 ? std::size_t{1} : std::size_t{0}});
  }
  Plan plan = balance(situation);
  CHECK(plan.before.max_utilisation == 375);
  CHECK(plan.before.spread == 250);
  CHECK(plan.after.max_utilisation == 250);
  CHECK(plan.after.spread == 0);
  REQUIRE(plan.moves.size() == 1);
  CHECK(plan.moves[0].from == 0U);
  CHECK(plan.moves[0].to == 1U);
  CHECK(plan.moves[0].reason == "relieves a0: 37.5 % to 25 %");
  situation.duties[plan.moves[0].duty].person = 1;
  CHECK(balance(situation).moves.empty());
}

TEST_CASE("less than the tolerance is no reason to move") {
  Situation situation = customers(2, {});
  situation.tenants = {"t0", "t1", "t2"};
  situation.duties = {{0, Role::primary, 10'000, 0}, {1, Role::primary, 200, 0}, {2, Role::primary, 10'000, 1}};
  CHECK(balance(situation).moves.empty());   // 2.5 thousandths
  situation.duties[1].weight = 500;
  CHECK(balance(situation).moves.empty());   // the same utilisation on the other side
  situation.duties[2].weight = 9'700;
  CHECK(balance(situation).moves.size() == 1);
}

TEST_CASE("capacity counts: who has half the hours gets half the work") {
  Situation situation = customers(2, {6'000, 6'000, 6'000});
  situation.people[1].capacity = 20'000;
  std::erase_if(situation.duties, [](const Duty& duty) { return duty.role == Role::secondary; });
  const Plan plan = balance(situation);
  CHECK(plan.after.max_utilisation == 300);
  CHECK(plan.after.spread == 0);
}

TEST_CASE("who is away hands over, and nobody in conflict gets the work") {
  Situation situation = customers(3, {});
  situation.tenants = {"t0"};
  situation.duties = {{0, Role::primary, 10'000, 0}};
  situation.people[0].capacity = 0;
  situation.conflicts = {{0, 1}};
  Plan plan = balance(situation);
  REQUIRE(plan.moves.size() == 1);
  CHECK(plan.moves[0].to == 2U);
  CHECK(plan.moves[0].reason == "a0 is away");

  situation.people[0].capacity = 40'000;
  situation.conflicts = {{0, 0}, {0, 1}};
  plan = balance(situation);
  REQUIRE(plan.moves.size() == 1);
  CHECK(plan.moves[0].to == 2U);
  CHECK(plan.moves[0].reason == "a0 has a conflict of interest");

  situation.conflicts.emplace(0, 2);
  plan = balance(situation);
  CHECK(plan.moves.empty());
  CHECK(plan.open == std::vector<std::size_t>{0});
}

TEST_CASE("a skill that a tenant requires is a hard rule") {
  Situation situation = customers(3, {});
  situation.tenants = {"t0", "t1"};
  situation.duties = {{0, Role::primary, 10'000, 0}, {1, Role::primary, 1'000, 1}};
  situation.required[0] = {"siem"};
  situation.people[2].skills = {"azure", "siem"};
  const Plan plan = balance(situation);
  REQUIRE(plan.moves.size() == 1);
  CHECK(plan.moves[0].to == 2U);
  CHECK(plan.moves[0].reason == "a0 lacks the skill siem");
  situation.people[2].skills = {"azure"};
  CHECK(balance(situation).open == std::vector<std::size_t>{0});
}

TEST_CASE("a role can be left as it is") {
  Situation situation = customers(2, {});
  for (std::size_t i = 0; i < 4; ++i) {
    situation.tenants.push_back("t" + std::to_string(i));
    situation.duties.push_back({i, Role::primary, 5'000, std::size_t{0}});
    situation.duties.push_back({i, Role::secondary, 1'500, std::nullopt});
  }
  for (const Move& move : balance(situation, {{}, Role::secondary}).moves) CHECK(situation.duties[move.duty].role == Role::secondary);
  CHECK(balance(situation, {{}, Role::secondary}).moves.size() == 4);
  for (const Move& move : balance(situation, {{}, Role::primary}).moves) CHECK(situation.duties[move.duty].role == Role::primary);
}

TEST_CASE("people without hours and tenants without work are no obstacle") {
  Situation situation = customers(3, {0, 0, 5'000});
  situation.people[1].capacity = 0;
  const Plan plan = balance(situation);
  for (const Move& move : plan.moves) CHECK(move.to != 1U);
  CHECK(plan.open.empty());
  Situation alone = customers(1, {4'000, 0});
  CHECK(balance(alone).moves.size() == 2);
}

TEST_CASE("where only the backup is left, he becomes the primary") {
  Situation situation = customers(1, {});
  situation.tenants = {"t0"};
  situation.duties = {{0, Role::primary, 10'000, std::nullopt}, {0, Role::secondary, 3'000, 0}};
  const Plan plan = balance(situation);
  REQUIRE(plan.moves.size() == 2);
  CHECK(plan.moves[0].to == 0U);
  CHECK_FALSE(plan.moves[1].to);
  CHECK(plan.moves[1].reason == "becomes primary");
  CHECK(plan.after.max_utilisation == 250);
  CHECK(plan.lower_bound == 250);
}

TEST_CASE("primaries come first where moves are few") {
  const Situation situation = customers(3, {9'000, 8'000, 7'000});
  const Plan plan = balance(situation, {2});
  REQUIRE(plan.moves.size() == 2);
  CHECK(situation.duties[plan.moves[0].duty].role == Role::primary);
  CHECK(situation.duties[plan.moves[1].duty].role == Role::primary);
  CHECK(plan.cut);
  CHECK(balance(situation, {0}).moves.empty());
}

TEST_CASE("every plan keeps the hard rules and says truly what it reaches") {
  std::mt19937 random(7);  // NOLINT: the same numbers every time
  for (int round = 0; round < 60; ++round) {
    Situation situation = customers(2 + random() % 6, {});
    for (Person& person : situation.people) person.capacity = static_cast<std::int64_t>(random() % 4) * 13'000;
    situation.people[0].capacity = 40'000;
    const std::size_t people = situation.people.size();
    for (std::size_t tenant = 0; tenant < 1 + random() % 12; ++tenant) {
      situation.tenants.push_back("t" + std::to_string(tenant));
      const std::size_t first = random() % people;
      const auto weight = static_cast<std::int64_t>(random() % 20'000);
      const auto person = [&](std::size_t who) { return random() % 4 == 0 ? std::nullopt : std::optional(who); };
      situation.duties.push_back({tenant, Role::primary, weight, person(first)});
      situation.duties.push_back({tenant, Role::secondary, weight * 3 / 10, person((first + 1) % people)});
      if (random() % 5 == 0) situation.conflicts.emplace(tenant, random() % people);
    }
    const std::optional<std::size_t> most = round % 2 == 0 ? std::nullopt : std::optional<std::size_t>(random() % 8);
    const Plan plan = balance(situation, {most});
    const auto holder = holders(situation, plan);
    CHECK(static_cast<std::size_t>(std::count_if(plan.moves.begin(), plan.moves.end(),
                                                 [](const Move& move) { return move.to.has_value(); })) <= most.value_or(1'000));
    for (const Move& move : plan.moves) {
      if (!move.to) continue;
      const Duty& duty = situation.duties[move.duty];
      CHECK(situation.people[*move.to].capacity > 0);
      CHECK_FALSE(situation.conflicts.contains({duty.tenant, *move.to}));
      for (std::size_t other = 0; other < holder.size(); ++other) {
        CHECK_FALSE((other != move.duty && situation.duties[other].tenant == duty.tenant && holder[other] == move.to));
      }
    }
    if (plan.open.empty() && !plan.cut) {
      CHECK(plan.after.max_utilisation == highest(situation, holder));
      for (std::size_t i = 0; i < holder.size(); ++i) {
        if (situation.duties[i].role == Role::primary) CHECK(holder[i]);
      }
    }
    CHECK(plan.after.max_utilisation >= plan.lower_bound);
    const Plan again = balance(situation, {most});
    CHECK(holders(situation, again) == holder);
    if (most) continue;
    // What a plan has made is a plan's own optimum: doing it again moves nothing.
    for (std::size_t i = 0; i < holder.size(); ++i) situation.duties[i].person = holder[i];
    const Plan settled = balance(situation);
    CHECK(settled.moves.empty());
  }
}

TEST_CASE("the plan of a small team is the best there is, but for the tolerance") {
  std::mt19937 random(5);  // NOLINT: the same numbers every time
  for (int round = 0; round < 40; ++round) {
    Situation situation = customers(2 + random() % 2, {});
    for (Person& person : situation.people) person.capacity = static_cast<std::int64_t>(2 + random() % 3) * 10'000;
    for (std::size_t tenant = 0; tenant < 4; ++tenant) {
      situation.tenants.push_back("t" + std::to_string(tenant));
      const auto weight = static_cast<std::int64_t>(1'000 + random() % 15'000);
      const std::size_t first = random() % situation.people.size();
      situation.duties.push_back({tenant, Role::primary, weight, first});
      situation.duties.push_back({tenant, Role::secondary, weight * 3 / 10, (first + 1) % situation.people.size()});
    }
    std::vector<std::optional<std::size_t>> none;
    const std::int64_t least = best(situation, none);
    const std::int64_t reached = balance(situation).after.max_utilisation;
    CHECK(reached >= least);
    CHECK(reached <= least + tolerance(least * 1'000) / 1'000);
  }
}
