#include "support/paths.hpp"
#include "workload/solve.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "base/error.hpp"
#include "workload/bound.hpp"
#include "workload/exchange.hpp"
#include "workload/pack.hpp"

using namespace mssp;
using namespace mssp::workload;

namespace {

Instance instance(std::size_t machines, std::vector<std::int64_t> jobs, Homes current = {}) {
  current.resize(jobs.size());
  return {machines, std::move(jobs), std::move(current)};
}

// By trying everything.
std::int64_t optimum(const std::vector<std::int64_t>& jobs, std::vector<std::int64_t>& load, std::size_t job = 0) {
  if (job == jobs.size()) return *std::max_element(load.begin(), load.end());
  std::int64_t best = INT64_MAX;
  for (auto& machine : load) {
    machine += jobs[job];
    best = std::min(best, optimum(jobs, load, job + 1));
    machine -= jobs[job];
    if (machine == 0) break;  // the other empty machines are like this one
  }
  return best;
}

// The fewest moves of all assignments with at most this makespan, by trying everything.
std::size_t fewest(const Instance& given, std::int64_t limit, Assignment& assignment, std::size_t job = 0) {
  if (job == given.jobs.size()) {
    return makespan(given.jobs, given.machines, assignment) <= limit ? moves(given.current, assignment) : SIZE_MAX;
  }
  std::size_t best = SIZE_MAX;
  for (assignment[job] = 0; assignment[job] < given.machines; ++assignment[job]) {
    best = std::min(best, fewest(given, limit, assignment, job + 1));
  }
  return best;
}

void require_sound(const Instance& given, const Schedule& schedule) {
  REQUIRE(schedule.assignment.size() == given.jobs.size());
  for (const std::size_t machine : schedule.assignment) REQUIRE(machine < given.machines);
  REQUIRE(schedule.makespan == makespan(given.jobs, given.machines, schedule.assignment));
  REQUIRE(schedule.lower_bound >= lower_bound(given.jobs, given.machines));
  REQUIRE(schedule.makespan >= schedule.lower_bound);
  REQUIRE(schedule.optimal == (schedule.makespan == schedule.lower_bound));
  REQUIRE(schedule.makespan <= makespan(given.jobs, given.machines, largest_first(given.jobs, given.machines)));
  REQUIRE(schedule.moves == moves(given.current, schedule.assignment));
}

}  // namespace

TEST_CASE("published instances of P||Cmax are solved as well as anybody has") {
  std::ifstream file(test::data("workload/pcmax.json"));
  std::size_t rows = 0;
  std::size_t proved = 0;
  for (const auto& row : nlohmann::json::parse(file)) {
    ++rows;
    INFO(row["id"].get<std::string>());
    const Instance given = instance(row["machines"], row["jobs"].get<std::vector<std::int64_t>>());
    const Schedule schedule = solve(given);
    require_sound(given, schedule);
    CHECK(schedule.lower_bound >= row["lower_bound"].get<std::int64_t>());
    CHECK(schedule.makespan <= row["best_found"].get<std::int64_t>());
    CHECK(makespan(given.jobs, given.machines, largest_first(given.jobs, given.machines)) == row["lpt"]);
    if (!row["optimum"].is_null()) {
      CHECK(schedule.makespan == row["optimum"]);
      CHECK(schedule.optimal);
    }
    proved += schedule.optimal ? 1 : 0;
  }
  CHECK(rows == 29);
  CHECK(proved == 28);
}

TEST_CASE("small instances are solved to the optimum, and it is known to be one") {
  std::mt19937 random(20250915);  // NOLINT: the same numbers every time
  for (int round = 0; round < 300; ++round) {
    const std::size_t machines = 1 + random() % 4;
    std::vector<std::int64_t> jobs(random() % 9);
    const std::int64_t widest = round % 3 == 0 ? 5 : 1000;
    for (auto& job : jobs) job = static_cast<std::int64_t>(random()) % widest;
    Homes current(jobs.size());
    for (auto& home : current) {
      if (random() % 3 != 0) home = random() % machines;
    }
    const Instance given = instance(machines, jobs, current);
    const Schedule schedule = solve(given);
    require_sound(given, schedule);
    std::vector<std::int64_t> load(machines, 0);
    CHECK(schedule.makespan == optimum(jobs, load));
    CHECK(schedule.optimal);
    Assignment any(jobs.size(), 0);
    if (jobs.size() < 8) CHECK(schedule.moves == (jobs.empty() ? 0 : fewest(given, schedule.makespan, any)));
    CHECK(solve(given).assignment == schedule.assignment);
  }
}

TEST_CASE("what is optimal already is left alone") {
  CHECK(solve(instance(2, {5, 5, 5, 5}, {1, 0, 0, 1})).moves == 0);
  CHECK(solve(instance(3, {9, 6, 3, 3, 6}, {2, 0, 0, 1, 1})).moves == 0);
  // One job without a machine goes where there is room.
  const Schedule joined = solve(instance(2, {4, 3, 1}, {0, 1, std::nullopt}));
  CHECK(joined.moves == 0);
  CHECK(joined.assignment == Assignment{0, 1, 1});
}

TEST_CASE("few moves reach the optimum") {
  // Six equal jobs on one of three machines: four have to leave, two stay.
  CHECK(solve(instance(3, {1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1})).moves == 4);
  // Machines are alike, but to exchange all jobs of two is not free.
  CHECK(solve(instance(2, {8, 7, 6, 5, 4}, {1, 1, 0, 0, 0})).moves == 0);
}

TEST_CASE("the edges of an instance") {
  CHECK(solve(instance(3, {})).optimal);
  CHECK(solve(instance(3, {})).makespan == 0);
  CHECK(solve(instance(100'000, {7})).makespan == 7);
  CHECK(solve(instance(5, {0, 0, 0})).makespan == 0);
  CHECK(solve(instance(1, {3, 4})).assignment == Assignment{0, 0});
  CHECK(solve(instance(2, {most_work_in_all - 1, 1})).makespan == most_work_in_all - 1);
}

TEST_CASE("the lower bound counts the mean, the largest job, and jobs that must share a machine") {
  CHECK(lower_bound({}, 3) == 0);
  CHECK(lower_bound({10, 1}, 2) == 10);
  CHECK(lower_bound({3, 3, 3}, 2) == 6);
  CHECK(lower_bound({5, 5, 5, 5, 5, 5, 5, 5, 5, 5}, 4) == 15);
  CHECK(lower_bound({4, 4, 1}, 2) == 5);
  // Eight of 10 on three machines with 2 more: two machines hold three of them.
  CHECK(lower_bound({10, 10, 10, 10, 10, 10, 10, 10, 1}, 3) == 30);
  CHECK(lower_bound({12, 12, 12, 11, 11, 11, 10, 10}, 3) == 33);
}

TEST_CASE("packing answers yes with a packing, no, or that it does not know") {
  std::int64_t nodes = 100'000;
  Assignment found;
  CHECK(pack({6, 5, 4, 3, 2}, 2, 10, nodes, found) == Fits::yes);
  CHECK(makespan({6, 5, 4, 3, 2}, 2, found) == 10);
  CHECK(pack({6, 6, 6, 2}, 2, 11, nodes, found) == Fits::no);
  std::int64_t none = 0;
  CHECK(pack({6, 5, 4, 3, 2}, 2, 10, none, found) == Fits::unknown);
}

TEST_CASE("MULTIFIT is better than largest first where Graham's worst case is") {
  const std::vector<std::int64_t> jobs{5, 5, 4, 4, 3, 3, 3};
  const Assignment simple = largest_first(jobs, 3);
  CHECK(makespan(jobs, 3, simple) == 11);
  CHECK(makespan(jobs, 3, multifit(jobs, 3, 9, 11, simple)) == 9);
}

TEST_CASE("exchanges level what single moves cannot") {
  const std::vector<std::int64_t> jobs{5, 4, 3, 2};
  Assignment assignment{0, 0, 1, 1};
  exchange(jobs, 2, 7, assignment);
  CHECK(makespan(jobs, 2, assignment) == 7);
}

TEST_CASE("an instance is read strictly") {
  const Instance read = read_instance(R"({"machines":2,"jobs":[3,1],"current":[null,1]})", "i.json");
  CHECK(read.machines == 2);
  CHECK(read.jobs == std::vector<std::int64_t>{3, 1});
  CHECK(read.current == Homes{std::nullopt, 1});
  CHECK(read_instance(R"({"jobs":[1],"machines":1})", "i.json").current == Homes{std::nullopt});
  const std::vector<std::pair<std::string, std::string>> wrong{
      {"[]", "i.json: an object with the keys machines, jobs and current is expected"},
      {R"({"jobs":[]})", "i.json: the key 'machines' is missing"},
      {R"({"machines":1})", "i.json: the key 'jobs' is missing"},
      {R"({"machines":0,"jobs":[]})", "i.json: machines must be a whole number from 1 to 100000"},
      {R"({"machines":1,"jobs":[1,-1]})", "i.json: jobs[1] must be a whole number from 0 to 9007199254740992"},
      {R"({"machines":1,"jobs":[9007199254740992,1]})", "i.json: the jobs together exceed 9007199254740992"},
      {R"({"machines":1,"jobs":[1.5]})", "i.json: '1.5' is not a whole number"},
      {R"({"machines":1,"jobs":{}})", "i.json: jobs must be a list"},
      {R"({"machines":1,"jobs":[1],"current":[]})", "i.json: current has 0 items, jobs has 1"},
      {R"({"machines":1,"jobs":[1],"current":[1]})", "i.json: current[0] must be a whole number from 0 to 0"},
      {R"({"machines":1,"jobs":[1],"time":9})", "i.json: unknown key 'time': the keys are machines, jobs and current"}};
  for (const auto& [text, message] : wrong) {
    try {
      read_instance(text, "i.json");
      FAIL("accepted " << text);
    } catch (const Error& error) {
      CHECK(error.message() == message);
      CHECK(error.code() == Code::invalid_input);
    }
  }
}
