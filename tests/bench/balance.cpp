// What `workload balance` promises about large and small books:
//   balance large          10,000 tenants x 200 analysts after a disturbance of 5 %, over 20 seeds
//   balance small [CBC]    small books against coin-or cbc, which solves the same question as a mixed integer program
#include "workload/balance.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "workload/bound.hpp"
#include "workload/repair.hpp"

using namespace mssp;
using namespace mssp::workload;

namespace {

using Random = std::mt19937_64;

std::int64_t below(Random& random, std::size_t limit) { return static_cast<std::int64_t>(random() % limit); }

Situation book(Random& random, std::size_t tenants, std::size_t people) {
  Situation situation;
  constexpr std::int64_t hours[] = {40'000, 40'000, 32'000, 20'000};
  for (std::size_t i = 0; i < people; ++i) {
    situation.people.push_back({"a" + std::to_string(i), hours[random() % 4], {"siem"}});
    if (random() % 4 == 0) situation.people.back().skills = {"forensics", "siem"};
  }
  situation.people[0].skills = situation.people[1].skills = {"forensics", "siem"};
  for (std::size_t tenant = 0; tenant < tenants; ++tenant) {
    situation.tenants.push_back("t" + std::to_string(tenant));
    const std::int64_t load = tenant % 10 == 0 ? 12'000 + below(random, 8'000) : 500 + below(random, 5'000);
    situation.duties.push_back({tenant, staff::Role::primary, load, std::nullopt});
    situation.duties.push_back({tenant, staff::Role::secondary, load * 3 / 10, std::nullopt});
    if (random() % 20 == 0) situation.conflicts.emplace(tenant, random() % people);
    if (random() % 10 == 0) situation.required[tenant] = {"forensics"};
  }
  return situation;
}

void carry_out(Situation& situation, const Plan& plan) {
  for (const Move& move : plan.moves) situation.duties[move.duty].person = move.to;
}

enum class Disturbance { absent, handed, grown };

void disturb(Random& random, Situation& situation, Disturbance kind) {
  if (kind == Disturbance::absent) {
    for (std::size_t i = 0; i < situation.people.size() / 20; ++i) situation.people[random() % situation.people.size()].capacity = 0;
  }
  Board board(situation);
  for (std::size_t duty = 0; kind != Disturbance::absent && duty < situation.duties.size(); ++duty) {
    if (random() % 20 != 0) continue;
    const std::size_t person = random() % situation.people.size();
    if (kind == Disturbance::grown) {
      situation.duties[duty].weight *= 2;
    } else if (board.may(duty, person)) {
      board.give(duty, person);
      situation.duties[duty].person = person;
    }
  }
}

// No plan that reaches 1.01 of the bound can do with fewer: what nobody may hold has to move, and of who holds too much
// at least so many of the heaviest.
std::size_t least_moves(const Situation& situation, std::int64_t bound) {
  const Board board(situation);
  std::size_t moves = 0;
  for (std::size_t duty = 0; duty < situation.duties.size(); ++duty) moves += board.holder(duty) ? 0 : 1;
  for (std::size_t person = 0; person < situation.people.size(); ++person) {
    if (!board.available(person)) continue;
    std::int64_t over = -board.room(person, bound + bound / 100);
    for (const std::size_t duty : board.held(person)) {
      if (over <= 0) break;
      over -= situation.duties[duty].weight;
      ++moves;
    }
  }
  return moves;
}

template <class T>
T median(std::vector<T> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Of the processor: others may be at work on the machine.
double seconds_since(std::clock_t begun) { return static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC; }

int large() {
  int failures = 0;
  for (const auto& [kind, name] : {std::pair(Disturbance::absent, "5 % of the analysts away"),
                                   std::pair(Disturbance::handed, "5 % of the duties handed to anybody"),
                                   std::pair(Disturbance::grown, "5 % of the duties doubled")}) {
    std::vector<double> ratio;
    std::vector<double> moves;
    std::vector<double> time;
    std::size_t restless = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      Random random(seed);
      Situation situation = book(random, 10'000, 200);
      carry_out(situation, balance(situation));
      restless += balance(situation).moves.size();
      disturb(random, situation, kind);
      const std::clock_t begun = std::clock();
      const Plan plan = balance(situation);
      time.push_back(seconds_since(begun));
      const std::size_t least = std::max<std::size_t>(least_moves(situation, plan.lower_bound * 1'000), 1);
      ratio.push_back(static_cast<double>(plan.after.max_utilisation) / static_cast<double>(plan.lower_bound));
      moves.push_back(static_cast<double>(plan.moves.size()) / static_cast<double>(least));
      carry_out(situation, plan);
      restless += balance(situation).moves.size();
    }
    std::printf("%s: highest / LP bound median %.4f, worst %.4f (at most 1.01); moves / least median %.2f, worst %.2f (at most 3);"
                " time median %.3f s, worst %.3f s (under 0.25 s); moves when nothing is wrong %zu (0)\n",
                name, median(ratio), *std::max_element(ratio.begin(), ratio.end()), median(moves),
                *std::max_element(moves.begin(), moves.end()), median(time), *std::max_element(time.begin(), time.end()), restless);
    failures += median(ratio) <= 1.01 && median(moves) <= 3 && median(time) < 0.25 && restless == 0 ? 0 : 1;
  }
  return failures;
}

struct Answer {
  bool proved = false;
  double value = std::numeric_limits<double>::infinity();  // none was found in time
};

// The program in LP format: x_D_P is 1 when person P holds duty D. `limit`, thousandths, asks for the fewest moves under
// it; without one the lowest highest utilisation is asked for, in thousandths.
Answer ask(const std::string& cbc, const Situation& situation, std::optional<std::int64_t> limit) {
  const Board board(situation);
  const std::filesystem::path folder = std::filesystem::temp_directory_path();
  const std::string lp = (folder / "mssp-balance.lp").string();
  const std::string out = (folder / "mssp-balance.txt").string();
  std::ofstream file(lp);
  const auto name = [](std::size_t duty, std::size_t person) { return "x_" + std::to_string(duty) + "_" + std::to_string(person); };
  const auto may = [&](std::size_t duty, std::size_t person) { return board.eligible(situation.duties[duty].tenant, person); };
  file << "Minimize\n obj: ";
  if (!limit) file << "u";
  std::string fixed;
  for (std::size_t duty = 0; limit && duty < situation.duties.size(); ++duty) {
    for (std::size_t person = 0; person < situation.people.size(); ++person) {
      if (may(duty, person) && situation.duties[duty].person != person) file << " + " << name(duty, person) << "\n";
    }
  }
  file << "\nSubject To\n";
  for (std::size_t duty = 0; duty < situation.duties.size(); ++duty) {
    for (std::size_t person = 0; person < situation.people.size(); ++person) {
      if (may(duty, person)) file << " + " << name(duty, person) << "\n";
    }
    file << " = 1\n";
  }
  for (std::size_t tenant = 0; tenant < situation.tenants.size(); ++tenant) {
    for (std::size_t person = 0; person < situation.people.size(); ++person) {
      const auto& duties = board.of_tenant(tenant);
      if (duties.size() < 2 || !may(duties[0], person)) continue;
      for (const std::size_t duty : duties) file << " + " << name(duty, person);
      file << " <= 1\n";
    }
  }
  for (std::size_t person = 0; person < situation.people.size(); ++person) {
    bool any = false;
    for (std::size_t duty = 0; duty < situation.duties.size(); ++duty) {
      if (!may(duty, person)) continue;
      file << " + " << situation.duties[duty].weight << " " << name(duty, person) << "\n";
      any = true;
    }
    if (!any) continue;
    const std::int64_t capacity = situation.people[person].capacity;
    if (limit) {
      file << " <= " << capacity * *limit / 1'000 << "\n";
    } else {
      file << " - " << static_cast<double>(capacity) / 1'000 << " u <= 0\n";
    }
  }
  file << "Binaries\n";
  for (std::size_t duty = 0; duty < situation.duties.size(); ++duty) {
    for (std::size_t person = 0; person < situation.people.size(); ++person) {
      if (may(duty, person)) file << " " << name(duty, person) << "\n";
    }
  }
  file << "End\n";
  file.close();
  // Half a thousandth less is nothing that a plan would show.
  const std::string gap = limit ? " allow 0.99" : " allow 0.49";
  const std::string command = cbc + " " + lp + gap + " sec 4 solve solu " + out + " > /dev/null 2>&1";
  if (std::system(command.c_str()) != 0) return {};
  std::ifstream result(out);
  std::string line;
  std::getline(result, line);
  const std::size_t at = line.find("objective value");
  if (at == std::string::npos || line.find("no integer solution") != std::string::npos) return {};
  return {line.rfind("Optimal", 0) == 0, std::strtod(line.c_str() + at + 15, nullptr)};
}

int small(const std::string& cbc) {
  int failures = 0;
  int asked = 0;
  int proved = 0;
  int better = 0;
  int more_moves = 0;
  double time = 0;
  double slowest = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Random random(seed);
    const std::size_t tenants = 6 + static_cast<std::size_t>(random() % 55);
    Situation situation = book(random, tenants, 3 + random() % 6);
    carry_out(situation, balance(situation));
    disturb(random, situation, static_cast<Disturbance>(seed % 3));
    if (seed % 3 == 0 && situation.people.size() > 3) situation.people.back().capacity = 0;
    const std::clock_t begun = std::clock();
    const Plan plan = balance(situation);
    const double took = seconds_since(begun);
    time += took;
    slowest = std::max(slowest, took);
    if (!plan.open.empty()) continue;
    ++asked;
    const Answer level = ask(cbc, situation, {});
    const auto highest = std::isinf(level.value) ? std::numeric_limits<std::int64_t>::max()
                                                 : static_cast<std::int64_t>(std::ceil(level.value - 1e-6));
    const Answer moves = ask(cbc, situation, plan.after.max_utilisation);
    proved += level.proved && moves.proved ? 1 : 0;
    const bool nothing_wrong = plan.moves.empty();
    const bool level_kept = plan.after.max_utilisation <= highest || nothing_wrong;
    const bool moves_kept = static_cast<double>(plan.moves.size()) <= moves.value + 1 + 1e-6;
    better += plan.after.max_utilisation < highest ? 1 : 0;
    more_moves += static_cast<double>(plan.moves.size()) > moves.value + 1e-6 ? 1 : 0;
    failures += level_kept && moves_kept ? 0 : 1;
    std::printf("%2zu tenants, %zu analysts: highest %ld, cbc %ld%s; moves %zu, cbc %.0f%s; %.3f s%s\n", tenants,
                situation.people.size(), static_cast<long>(plan.after.max_utilisation), static_cast<long>(highest),
                level.proved ? "" : " (not proved)", plan.moves.size(), moves.value, moves.proved ? "" : " (not proved)", took,
                level_kept && moves_kept ? "" : "  FAILED");
  }
  std::printf("%d small books: %d not as good as cbc, %d with a lower highest utilisation, %d with a move more; cbc proved %d;"
              " time %.3f s in all, slowest %.3f s\n",
              asked, failures, better, more_moves, proved, time, slowest);
  return failures;
}

}  // namespace

int main(int count, char** words) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  const std::string what = count > 1 ? words[1] : "";
  if (what == "large") return large() == 0 ? 0 : 1;
  if (what == "small") return small(count > 2 ? words[2] : "cbc") == 0 ? 0 : 1;
  std::fprintf(stderr, "usage: balance large | balance small [CBC]\n");
  return 2;
}
