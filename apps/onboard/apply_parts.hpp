// A customer's file as the commands that make it so. Each does what a person would type, with the same rules and the same
// audit rows, inside the one transaction of `onboard apply`.
#pragma once

#include <functional>
#include <vector>

#include "context.hpp"
#include "onboard/customer_file.hpp"

namespace mssp::onboard {

struct Part {
  config::Place place;  // of the thing in the file
  std::function<void(Context& whole)> run;
};

// In an order in which each finds what it needs. Applied to a store that is so already, none changes anything.
std::vector<Part> parts(const CustomerFile& file);

// Those that remove the users, networks and schedules that the lists of the file do not name. A list that the file does
// not have says nothing.
std::vector<Part> pruning(Context& context, const CustomerFile& file);

}  // namespace mssp::onboard
