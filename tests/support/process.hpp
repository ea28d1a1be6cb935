// The real program as a process: fork and exec without a shell, output caught in files, so that no pipe can fill.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "support/paths.hpp"
#include "support/test_world.hpp"

namespace mssp::test {

struct Ended {
  int status = -1;  // exit status; -1 when a signal ended it
  int signal = 0;
  std::string out;
  std::string err;
};

class Process {
 public:
  // `in_child` runs between fork and exec, after standard output and error were set.
  Process(std::vector<std::string> words, const std::map<std::string, std::string>& environment,
          const std::function<void()>& in_child = {});
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();  // kills what nobody waited for

  pid_t id() const { return id_; }
  bool running();
  void signal(int number) const;
  Ended wait();

 private:
  void collect(int flags);

  TemporaryFolder folder_;
  pid_t id_ = -1;
  bool ended_ = false;
  int raw_ = 0;
};

// A store of its own and the configuration of the source tree, for the real program.
class ProcessWorld {
 public:
  ProcessWorld() = default;
  // With a store in PostgreSQL instead of a file.
  explicit ProcessWorld(std::string url) : url_(std::move(url)) {}

  std::filesystem::path store() const { return folder_.path() / "store/mssp.db"; }
  const std::filesystem::path& folder() const { return folder_.path(); }
  std::map<std::string, std::string> environment() const;
  void configure(const std::string& mssp_yml);  // instead of the source tree's configuration

  std::unique_ptr<Process> start(std::vector<std::string> words, const std::function<void()>& in_child = {}) const;
  Ended run(std::vector<std::string> words, const std::function<void()>& in_child = {}) const;

  // tenant create --name NAME with a starter tier.
  static std::vector<std::string> create(const std::string& name, int seats = 5);
  std::vector<std::string> tenants() const;  // slugs, in order
  void require_sound() const;                // store check says so; fails the test otherwise

 private:
  TemporaryFolder folder_;
  std::filesystem::path configuration_ = source_tree() / "etc/synos/mssp";
  std::string url_;
};

// Runs all lanes at once, each its command lines one after another; the order of the answers is that of their ends.
std::vector<Ended> run_lanes(const ProcessWorld& world, const std::vector<std::vector<std::vector<std::string>>>& lanes);

}  // namespace mssp::test
