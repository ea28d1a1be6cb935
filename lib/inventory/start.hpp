// The beginning of a file, by which its format is told.
#pragma once

#include <string>

#include "inventory/inventory.hpp"

namespace mssp::inventory {

// At most 64 KiB, without a byte order mark.
std::string start_of(const Input& input);

}  // namespace mssp::inventory
