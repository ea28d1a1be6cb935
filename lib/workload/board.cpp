#include "workload/board.hpp"

#include <algorithm>

#include "workload/bound.hpp"

namespace mssp::workload {

Board::Board(const Situation& situation)
    : situation_(&situation),
      holder_(situation.duties.size()),
      held_(situation.people.size()),
      of_tenant_(situation.tenants.size()),
      load_(situation.people.size(), 0) {
  for (std::size_t duty = 0; duty < situation.duties.size(); ++duty) {
    const auto& person = situation.duties[duty].person;
    of_tenant_[situation.duties[duty].tenant].push_back(duty);
    if (person && available(*person) && !situation.conflicts.contains({situation.duties[duty].tenant, *person})) {
      give(duty, person);
    }
  }
}

bool Board::may(std::size_t duty, std::size_t person, std::optional<std::size_t> leaving) const {
  const std::size_t tenant = situation_->duties[duty].tenant;
  if (!available(person) || situation_->conflicts.contains({tenant, person})) return false;
  return std::none_of(of_tenant_[tenant].begin(), of_tenant_[tenant].end(), [&](std::size_t other) {
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
  held_[*person].insert(std::lower_bound(held_[*person].begin(), held_[*person].end(), duty), duty);
  load_[*person] += situation_->duties[duty].weight;
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
