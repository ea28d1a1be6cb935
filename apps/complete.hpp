// `synos-mssp __complete WORDS...`, which the completion scripts of the shells call.
#pragma once

#include <string>
#include <vector>

#include "world/world.hpp"

namespace mssp {

// One candidate a line. The single line ":files" asks the shell for file names.
std::string complete(world::World& world, const std::vector<std::string>& words);

}  // namespace mssp
