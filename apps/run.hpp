// From the words of a command line to an exit status.
#pragma once

#include <string>
#include <vector>

#include "world/world.hpp"

namespace mssp {

// Runs one command in `world`. Every failure ends here: it is printed to world.err, and its exit status returned.
int run(const std::vector<std::string>& words, world::World& world);

}  // namespace mssp
