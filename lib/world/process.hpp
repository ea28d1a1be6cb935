// Traces that a process leaves: a name by which others can tell whether it still lives, and a folder of its own.
#pragma once

#include <filesystem>
#include <string>

namespace mssp::world {

// This process: machine, boot, namespace of process ids, id and start, separated by blanks.
std::string this_process(const std::string& host);

// True when that process was on this machine, in this boot and namespace, and lives no more. Of any other process
// nothing can be known, and it is false.
bool process_is_gone(const std::string& holder, const std::string& host);

// A folder of mode 0700 with a name of its own, removed with all it holds. Error{failed} when it cannot be made.
class PrivateFolder {
 public:
  explicit PrivateFolder(const std::filesystem::path& parent);
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace mssp::world
