#include "workload/explain.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"

namespace mssp::workload {
namespace {

constexpr std::size_t most_named = 3;  // more people than that are counted, not named

std::string quoted(const std::string& word) { return "'" + word + "'"; }

// Why somebody with the skills is out of the question; one reason is enough.
std::string why_not(const Situation& situation, std::size_t tenant, std::size_t person, bool is_primary) {
  const Person& who = situation.people[person];
  if (situation.conflicts.contains({tenant, person})) return "has a conflict of interest";
  if (who.capacity == 0) return who.back.empty() ? "is away" : "is away until " + who.back;
  return is_primary ? "is the primary" : "may";
}

std::vector<std::size_t> who_have(const Situation& situation, const std::vector<std::string>& skills) {
  std::vector<std::size_t> all;
  for (std::size_t person = 0; person < situation.people.size(); ++person) {
    const auto& has = situation.people[person].skills;
    if (std::all_of(skills.begin(), skills.end(), [&](const std::string& skill) { return std::binary_search(has.begin(), has.end(), skill); })) {
      all.push_back(person);
    }
  }
  return all;
}

}  // namespace

std::string explain(const Situation& situation, std::size_t tenant, const std::optional<std::size_t>& primary) {
  const std::string name = "tenant " + quoted(situation.tenants[tenant]);
  std::vector<std::string> skills;
  if (const auto found = situation.required.find(tenant); found != situation.required.end()) skills = found->second;
  for (const std::string& skill : skills) {
    if (who_have(situation, {skill}).empty()) return name + " needs the skill " + quoted(skill) + ", which nobody has";
  }
  std::vector<std::string> words;
  for (const std::string& skill : skills) words.push_back(quoted(skill));
  const std::string needs = words.size() == 1 ? "the skill " + words.front() : "the skills " + join(words, ", ");
  const std::vector<std::size_t> able = who_have(situation, skills);
  if (able.empty()) return name + " needs " + needs + ", which nobody has together";
  std::string text = name;
  if (!skills.empty()) text += " needs " + needs;
  std::vector<std::string> reasons;
  for (const std::size_t person : able) reasons.push_back(why_not(situation, tenant, person, primary == person));
  if (able.size() <= most_named) {
    std::vector<std::string> people;
    for (std::size_t i = 0; i < able.size(); ++i) people.push_back(quoted(situation.people[able[i]].handle) + " " + reasons[i]);
    if (!skills.empty()) text += ", which only " + counted(able.size(), "analyst") + (able.size() == 1 ? " has" : " have");
    return text + ": " + join(people, ", ");
  }
  const auto count = [&](std::string_view beginning) {
    return static_cast<std::size_t>(std::count_if(reasons.begin(), reasons.end(),
                                                  [&](const std::string& reason) { return reason.starts_with(beginning); }));
  };
  const std::size_t away = count("is away");
  const std::size_t conflict = count("has a conflict");
  std::vector<std::string> sums;
  if (away > 0) sums.push_back(std::to_string(away) + (away == 1 ? " is away" : " are away"));
  if (conflict > 0) sums.push_back(std::to_string(conflict) + (conflict == 1 ? " has" : " have") + " a conflict of interest");
  if (count("is the primary") > 0) sums.push_back("1 is the primary");
  return text + (skills.empty() ? ": of " : ": of those who have it, ") + counted(able.size(), "analyst") + " " + join(sums, ", ");
}

}  // namespace mssp::workload
