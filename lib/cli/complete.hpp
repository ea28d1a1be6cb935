// What a shell may complete, from the command table.
#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"

namespace mssp::cli {

// Candidates for the last of `words` (which may be empty); those in front of it are taken as typed. Words and flags
// are answered here. When a value is due that only the store or the file system knows, `offers` says which kind.
struct Completion {
  std::vector<std::string> candidates;
  Offers offers = Offers::nothing;
};
Completion complete(const std::vector<Command>& commands, const std::vector<std::string>& words);

}  // namespace mssp::cli
