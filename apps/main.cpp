#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "commands.hpp"
#include "run.hpp"
#include "world/real.hpp"

extern char** environ;

int main(int count, char** words) {
  mssp::world::prepare_process();
  mssp::world::Descriptor out(STDOUT_FILENO, "standard output");
  mssp::world::Descriptor err(STDERR_FILENO, "standard error");
  mssp::world::World world = mssp::world::real(out, err, environ);
  std::vector<std::string> all(words + (count > 0 ? 1 : 0), words + count);
  // Called by a noun's own name (libexec/synos-mssp/tenant), the program is that front end.
  const std::string called = count > 0 ? std::filesystem::path(words[0]).filename().native() : "";
  const auto is_noun = [&](const mssp::Entry& entry) { return entry.path == called || entry.path.starts_with(called + " "); };
  const auto table = mssp::command_table();
  if (std::any_of(table.begin(), table.end(), is_noun)) all.insert(all.begin(), called);
  return mssp::run(all, world);
}
