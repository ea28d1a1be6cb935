// Other programs: run without a shell, in a group of their own, with nothing of ours but a time limit.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/instant.hpp"

namespace mssp::world {

// Error{invalid_config} unless `program` is an absolute path to a file that root or this user owns, that nobody else
// may write, and that may be run. `shown` is its path as the user knows it.
void require_trusted_program(const std::filesystem::path& program, const std::string& shown);

struct Program {
  std::filesystem::path file;
  std::vector<std::string> arguments;
  std::filesystem::path folder;  // where it runs; its home as well
  std::filesystem::path output;  // takes standard output and error
  Seconds limit{3600};
};

struct ProgramEnd {
  int status = -1;        // exit status; -1 when a signal ended it
  int signal = 0;
  bool timed_out = false;
  bool cancelled = false;  // an Interruption was pending
};

// Runs it to its end, with standard input closed, an environment of three variables, no descriptors of ours, files of
// at most 512 MiB, and a death of its own when this process dies. `tick` is called about once a second with the time
// that has passed. At the limit, or when an Interruption is pending, its whole group is ended: SIGTERM, and SIGKILL five
// seconds later. Error{failed} when it cannot be started.
ProgramEnd run_program(const Program& program, const std::function<void(Seconds)>& tick);

// While one exists, SIGINT, SIGTERM and SIGHUP are remembered instead of ending this process. Not nested.
class Interruption {
 public:
  Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption();
  static int pending();  // the signal that arrived, or 0

 private:
  struct Handlers;
  std::unique_ptr<Handlers> before_;
};

}  // namespace mssp::world
