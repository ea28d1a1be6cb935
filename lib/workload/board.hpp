// Who holds which duty while a plan is being made: loads, and what the hard rules allow.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "staff/staff.hpp"

namespace mssp::workload {

struct Person {
  std::string handle;
  std::int64_t capacity = 0;  // thousandths of an hour in the coming week; 0 when away all of it, else an hour at least
  std::vector<std::string> skills = {};  // sorted
  std::string back = {};                 // who is away: until when, as a reader wants it
};

// One role at one tenant: what a plan hands from one person to another.
struct Duty {
  std::size_t tenant = 0;
  staff::Role role = staff::Role::primary;
  std::int64_t weight = 0;            // thousandths of an hour a week
  std::optional<std::size_t> person;  // who has it now
};

struct Situation {
  std::vector<Person> people;
  std::vector<std::string> tenants;
  std::vector<Duty> duties;  // a role that has to be filled and is not stands here without a person
  std::set<std::pair<std::size_t, std::size_t>> conflicts = {};      // tenant, person
  std::map<std::size_t, std::vector<std::string>> required = {};     // tenant: skills each of its people must have
};

// The first skill, in their order, that the tenant requires and the person lacks; empty when there is none.
std::string lacks(const Situation& situation, std::size_t tenant, std::size_t person);

class Board {
 public:
  // Duties of people who are away, in conflict or lack a skill lie idle, as do those of nobody.
  explicit Board(const Situation& situation);

  const Situation& situation() const { return *situation_; }
  const Person& person(std::size_t person) const { return situation_->people[person]; }
  const Duty& duty(std::size_t duty) const { return situation_->duties[duty]; }
  std::optional<std::size_t> holder(std::size_t duty) const { return holder_[duty]; }
  const std::vector<std::size_t>& held(std::size_t person) const { return held_[person]; }  // heaviest first
  const std::vector<std::size_t>& of_tenant(std::size_t tenant) const { return (*of_tenant_)[tenant]; }

  // Somebody who is there, has no conflict of interest with the tenant and every skill it requires.
  bool eligible(std::size_t tenant, std::size_t person) const {
    return available(person) && !(*barred_)[tenant * situation_->people.size() + person];
  }
  // All hard rules: eligible, and without another duty of the tenant. `leaving` is a duty not looked at, because its
  // holder is about to give it up.
  bool may(std::size_t duty, std::size_t person, std::optional<std::size_t> leaving = {}) const;
  bool available(std::size_t person) const { return situation_->people[person].capacity > 0; }

  void give(std::size_t duty, std::optional<std::size_t> person);

  // In millionths of the capacity, rounded up; with `more` added to the load. 0 for who is away.
  std::int64_t utilisation(std::size_t person, std::int64_t more = 0) const;
  std::size_t busiest() const;  // the first of the people with the highest utilisation
  std::int64_t highest() const { return utilisation(busiest()); }
  std::int64_t load(std::size_t person) const { return load_[person]; }
  // What the person may still take on without exceeding `utilisation`; negative for who exceeds it.
  std::int64_t room(std::size_t person, std::int64_t utilisation) const;

  // Duties held by another person than now.
  std::size_t changed() const { return changed_; }

 private:
  const Situation* situation_;
  std::vector<std::optional<std::size_t>> holder_;
  std::vector<std::vector<std::size_t>> held_;
  std::shared_ptr<const std::vector<std::vector<std::size_t>>> of_tenant_;  // the same for all copies of the board
  std::shared_ptr<const std::vector<bool>> barred_;                         // by tenant and person
  std::vector<std::int64_t> load_;
  std::size_t changed_ = 0;
};

}  // namespace mssp::workload
