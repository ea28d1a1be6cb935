#include "workload/board.hpp"

#include <algorithm>

#include "workload/bound.hpp"

namespace mssp::workload {

std::string lacks(const Situation& situation, std::size_t tenant, std::size_t person) {
  const auto found = situation.required.find(tenant);
  if (found == situation.required.end()) return "";
  const auto& skills = situation.people[person].skills;
  for (const std::string& skill : found->second) {
    if (!std::binary_search(skills.begin(), skills.end(), skill)) return skill;
  }
  return "";
}

Board::Board(const Situation& situation)
    : situation_(&situation),
      holder_(situation.duties.size()),
      held_(situation.people.size()),
      load_(situation.people.size(), 0) {
  const std::size_t people = situation.people.size();
  std::vector<bool> barred(situation.tenants.size() * people, false);
  for (const auto& [tenant, person] : situation.conflicts) barred[tenant * people + person] = true;
  for (const auto& [tenant, skills] : situation.required) {
    for (std::size_t person = 0; person < people; ++person) {
      if (!lacks(situation, tenant, person).empty()) barred[tenant * people + person] = true;
    }
  }
  barred_ = std::make_shared<const std::vector<bool>>(std::move(barred));
  std::vector<std::vector<std::size_t>> of_tenant(situation.tenants.size());
  for (std::size_t duty = 0; duty < situation.duties.size(); ++duty) of_tenant[situation.duties[duty].tenant].push_back(duty);
  of_tenant_ = std::make_shared<const std::vector<std::vector<std::size_t>>>(std::move(of_tenant));
  for (std::size_t duty = 0; duty < situation.duties.size(); ++duty) {
    const auto& person = situation.duties[duty].person;
    if (person && eligible(situation.duties[duty].tenant, *person)) give(duty, person);
  }
}

bool Board::may(std::size_t duty, std::size_t person, std::optional<std::size_t> leaving) const {
  const std::size_t tenant = situation_->duties[duty].tenant;
  if (!eligible(tenant, person)) return false;
  const auto& duties = of_tenant(tenant);
  return std::none_of(duties.begin(), duties.end(), [&](std::size_t other) {
    return other != duty && other != leaving && holder_[other] == person;
  });
}

void Board::give(std::size_t duty, std::optional<std::size_t> person) {
  const auto& home = situation_->duties[duty].person;
  const auto counts = [&](const std::optional<std::size_t>& holder) { return holder && holder != home; };
  if (auto& holder = holder_[duty]; holder) {
    auto& held = held_[*holder];
    held.erase(std::find(held.begin(), held.end(), duty));
    load_[*holder] -= situation_->duties[duty].weight;
  }
  changed_ -= counts(holder_[duty]) ? 1 : 0;
  holder_[duty] = person;
  changed_ += counts(person) ? 1 : 0;
  if (!person) return;
  const auto heavier = [&](std::size_t a, std::size_t b) {
    const std::int64_t left = situation_->duties[a].weight;
    const std::int64_t right = situation_->duties[b].weight;
    return left != right ? left > right : a < b;
  };
  auto& held = held_[*person];
  held.insert(std::lower_bound(held.begin(), held.end(), duty, heavier), duty);
  load_[*person] += situation_->duties[duty].weight;
}

std::int64_t Board::room(std::size_t person, std::int64_t utilisation) const {
  constexpr std::int64_t whole = 1'000'000;
  const std::int64_t capacity = situation_->people[person].capacity;
  return utilisation / whole * capacity + utilisation % whole * capacity / whole - load_[person];
}

std::int64_t Board::utilisation(std::size_t person, std::int64_t more) const {
  constexpr std::int64_t whole = 1'000'000;
  const std::int64_t capacity = situation_->people[person].capacity;
  if (capacity == 0) return 0;
  const std::int64_t load = load_[person] + more;
  return load / capacity * whole + divided_up(load % capacity * whole, capacity);
}

std::size_t Board::busiest() const {
  std::size_t busiest = 0;
  for (std::size_t person = 1; person < situation_->people.size(); ++person) {
    if (utilisation(person) > utilisation(busiest)) busiest = person;
  }
  return busiest;
}

}  // namespace mssp::workload
