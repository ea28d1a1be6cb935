// A queue for writers. SQLite's own lock is taken by whoever polls at the right moment, so under load some processes
// starve; the kernel wakes flock(2) waiters in the order they came.
#pragma once

#include <filesystem>

namespace mssp::db {

class Gate {
 public:
  explicit Gate(std::filesystem::path lock_file);
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;
  ~Gate();

  // Waits for the turn; Error{busy} after `patience_seconds`.
  void enter(unsigned patience_seconds = 60);
  void leave() noexcept;

 private:
  std::filesystem::path lock_file_;
  int descriptor_ = -1;
};

}  // namespace mssp::db
