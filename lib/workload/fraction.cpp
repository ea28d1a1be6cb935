#include "workload/fraction.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <queue>
#include <utility>

#include "workload/bound.hpp"

namespace mssp::workload {
namespace {

constexpr std::int64_t whole = 1'000'000;

// Duties whose tenants have the same eligible people are one: most tenants accept everybody.
struct Group {
  std::vector<std::size_t> people;
  std::int64_t weight = 0;
};

bool restricted(const Situation& situation, std::size_t tenant) {
  const auto conflict = situation.conflicts.lower_bound({tenant, 0});
  return situation.required.contains(tenant) || (conflict != situation.conflicts.end() && conflict->first == tenant);
}

std::vector<std::size_t> eligible(const Board& board, std::size_t tenant) {
  std::vector<std::size_t> people;
  for (std::size_t person = 0; person < board.situation().people.size(); ++person) {
    if (board.eligible(tenant, person)) people.push_back(person);
  }
  return people;
}

std::vector<Group> groups_of(const Board& board, const std::vector<std::size_t>& duties) {
  std::vector<std::int64_t> by_tenant(board.situation().tenants.size(), 0);
  for (const std::size_t duty : duties) by_tenant[board.duty(duty).tenant] += board.duty(duty).weight;
  std::int64_t anybody = 0;
  std::size_t open_tenant = 0;
  std::map<std::vector<std::size_t>, std::int64_t> weights;
  for (std::size_t tenant = 0; tenant < by_tenant.size(); ++tenant) {
    if (by_tenant[tenant] == 0) continue;
    if (restricted(board.situation(), tenant)) {
      weights[eligible(board, tenant)] += by_tenant[tenant];
    } else {
      anybody += by_tenant[tenant];
      open_tenant = tenant;
    }
  }
  if (anybody > 0) weights[eligible(board, open_tenant)] += anybody;
  std::vector<Group> groups;
  groups.reserve(weights.size());
  for (const auto& [people, weight] : weights) groups.push_back({people, weight});
  return groups;
}

// How much of the groups' weight fits, by shortest augmenting paths over groups and people.
class Flow {
 public:
  Flow(const std::vector<Group>& groups, std::vector<std::int64_t> room)
      : groups_(groups), room_(std::move(room)), given_(groups.size()), takers_(room_.size()) {
    for (std::size_t group = 0; group < groups.size(); ++group) {
      left_.push_back(groups[group].weight);
      given_[group].assign(groups[group].people.size(), 0);
      for (std::size_t edge = 0; edge < groups[group].people.size(); ++edge) {
        takers_[groups[group].people[edge]].emplace_back(group, edge);
      }
    }
    for (std::size_t group = 0; group < groups.size(); ++group) {
      while (left_[group] > 0 && augment(group)) {
      }
    }
  }

  // A group that does not fit, and the groups and people its weight could be shifted to in vain; nothing if all fits.
  struct Cut {
    std::int64_t weight = 0;
    std::vector<std::size_t> people;
  };
  Cut cut() {
    Cut result;
    const auto over = std::find_if(left_.begin(), left_.end(), [](std::int64_t left) { return left > 0; });
    if (over == left_.end()) return result;
    reach(static_cast<std::size_t>(over - left_.begin()));
    for (std::size_t group = 0; group < groups_.size(); ++group) result.weight += seen_group_[group] ? groups_[group].weight : 0;
    for (std::size_t person = 0; person < room_.size(); ++person) {
      if (seen_person_[person]) result.people.push_back(person);
    }
    return result;
  }

 private:
  using Edge = std::pair<std::size_t, std::size_t>;  // group, place among its people

  // Breadth first from a group; the first person with room ends it.
  std::optional<std::size_t> reach(std::size_t from) {
    seen_group_.assign(groups_.size(), false);
    seen_person_.assign(room_.size(), false);
    into_person_.assign(room_.size(), {});
    into_group_.assign(groups_.size(), {});
    std::queue<std::size_t> queue;
    queue.push(from);
    seen_group_[from] = true;
    for (; !queue.empty(); queue.pop()) {
      const std::size_t group = queue.front();
      for (std::size_t edge = 0; edge < groups_[group].people.size(); ++edge) {
        const std::size_t person = groups_[group].people[edge];
        if (seen_person_[person]) continue;
        seen_person_[person] = true;
        into_person_[person] = {group, edge};
        if (room_[person] > 0) return person;
        for (const auto& [other, place] : takers_[person]) {
          if (seen_group_[other] || given_[other][place] == 0) continue;
          seen_group_[other] = true;
          into_group_[other] = {other, place};
          queue.push(other);
        }
      }
    }
    return std::nullopt;
  }

  bool augment(std::size_t from) {
    const auto end = reach(from);
    if (!end) return false;
    std::int64_t amount = std::min(left_[from], room_[*end]);
    for (std::size_t person = *end;;) {
      const auto [group, edge] = into_person_[person];
      if (group == from) break;
      amount = std::min(amount, given_[group][into_group_[group].second]);
      person = groups_[group].people[into_group_[group].second];
    }
    room_[*end] -= amount;
    left_[from] -= amount;
    for (std::size_t person = *end;;) {
      const auto [group, edge] = into_person_[person];
      given_[group][edge] += amount;
      if (group == from) break;
      given_[group][into_group_[group].second] -= amount;
      person = groups_[group].people[into_group_[group].second];
    }
    return true;
  }

  const std::vector<Group>& groups_;
  std::vector<std::int64_t> room_;
  std::vector<std::int64_t> left_;
  std::vector<std::vector<std::int64_t>> given_;
  std::vector<std::vector<Edge>> takers_;
  std::vector<bool> seen_group_;
  std::vector<bool> seen_person_;
  std::vector<Edge> into_person_;
  std::vector<Edge> into_group_;
};

std::int64_t millionths(std::int64_t weight, std::int64_t capacity) {
  return weight / capacity * whole + divided_up(weight % capacity * whole, capacity);
}

}  // namespace

std::int64_t fractional_bound(const Board& board, const std::vector<std::size_t>& duties) {
  const std::vector<Group> groups = groups_of(board, duties);
  if (groups.empty()) return 0;
  const auto& people = board.situation().people;
  std::int64_t weight = 0;
  std::int64_t capacity = 0;
  for (const Group& group : groups) weight += group.weight;
  for (const Person& person : people) capacity += person.capacity;
  for (std::int64_t bound = millionths(weight, capacity);;) {
    std::vector<std::int64_t> room;
    for (const Person& person : people) {
      room.push_back(bound / whole * person.capacity + divided_up(bound % whole * person.capacity, whole));
    }
    const Flow::Cut cut = Flow(groups, std::move(room)).cut();
    if (cut.weight == 0) return bound;
    std::int64_t shared = 0;
    for (const std::size_t person : cut.people) shared += people[person].capacity;
    const std::int64_t needed = millionths(cut.weight, shared);
    if (needed <= bound) return bound;
    bound = needed;
  }
}

}  // namespace mssp::workload
