// A world for tests: streams are strings, the clock stands still, and absolute paths lie under a temporary root with
// the configuration of the source tree. Where the engine is PostgreSQL (support/engine.hpp), commands find a database
// of their own in SYNOS_MSSP_STORE, unless they are given another store.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"

namespace mssp::test {

// A folder of its own that is removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string read_whole(const std::filesystem::path& file);  // throws std::runtime_error when it cannot be read
void write_whole(const std::filesystem::path& file, std::string_view text);  // makes its folders

struct Ran {
  int status = 0;
  std::string out;
  std::string err;
};

class Database;

class TestWorld {
 public:
  TestWorld();
  ~TestWorld();

  // Runs one command line in process; the words are those after "synos-mssp". The root does not show in the output.
  Ran run(const std::vector<std::string>& words, const std::string& input = {});

  const std::filesystem::path& root() const { return root_.path(); }
  std::filesystem::path at(const std::filesystem::path& path) const { return root() / path.relative_path(); }
  std::filesystem::path store() const { return at("/var/lib/synos/mssp/mssp.db"); }

  Instant now = instant(1757930400);  // 2025-09-15T10:00:00Z
  std::string login = "tester";
  bool terminal = false;  // whether standard input and error are one, without colours
  std::map<std::string, std::string, std::less<>> environment;

 private:
  TemporaryFolder root_;
  std::unique_ptr<Database> database_;
};

}  // namespace mssp::test
