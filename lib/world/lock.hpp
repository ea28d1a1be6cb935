// A lock of this machine that its kernel frees when the last process that has a share in it ends, however it ends.
#pragma once

#include <filesystem>
#include <optional>

#include "base/instant.hpp"

namespace mssp::world {

class Lock {
 public:
  // Makes the file when there is none. Empty when another process still has the lock after `patience`.
  // Error{failed} when the file cannot be made.
  static std::optional<Lock> take(const std::filesystem::path& file, Seconds patience);

  Lock(Lock&& other) noexcept;
  Lock& operator=(Lock&&) = delete;
  ~Lock();

  int descriptor() const { return descriptor_; }

 private:
  explicit Lock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace mssp::world
