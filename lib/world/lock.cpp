#include "world/lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <string>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::world {

std::optional<Lock> Lock::take(const std::filesystem::path& file, Seconds patience) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
  if (descriptor < 0) {
    throw Error(Code::failed, "cannot write '" + printable(file.native()) + "': " + std::strerror(errno));
  }
  Lock lock(descriptor);
  // flock(2) has no timeout, and an alarm would reach whatever else the process waits for.
  const auto end = std::chrono::steady_clock::now() + patience;
  while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) {
      throw Error(Code::failed, "cannot lock '" + printable(file.native()) + "': " + std::strerror(errno));
    }
    if (std::chrono::steady_clock::now() >= end) return std::nullopt;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return lock;
}

Lock::Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Lock::~Lock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace mssp::world
