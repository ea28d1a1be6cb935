#include "db/gate.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "base/error.hpp"

namespace mssp::db {
namespace {

// flock(2) has no timeout: an alarm ends the wait.
class Alarm {
 public:
  explicit Alarm(unsigned seconds) {
    struct sigaction action {};
    action.sa_handler = [](int) {};  // no SA_RESTART, so flock returns EINTR
    sigaction(SIGALRM, &action, &before_);
    itimerval timer{};
    timer.it_value.tv_sec = static_cast<time_t>(seconds);
    setitimer(ITIMER_REAL, &timer, nullptr);
  }
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;
  ~Alarm() {
    const itimerval off{};
    setitimer(ITIMER_REAL, &off, nullptr);
    sigaction(SIGALRM, &before_, nullptr);
  }

 private:
  struct sigaction before_ {};
};

}  // namespace

Gate::Gate(std::filesystem::path lock_file) : lock_file_(std::move(lock_file)) {}

Gate::~Gate() { leave(); }

void Gate::enter(unsigned patience_seconds) {
  const int file = ::open(lock_file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    const int reason = errno;
    const bool denied = reason == EACCES || reason == EPERM || reason == EROFS;
    throw Error(denied ? Code::denied : Code::failed,
                "cannot lock the store with '" + lock_file_.native() + "': " + std::strerror(reason));
  }
  // No attempt without waiting first: it would overtake those who wait.
  const Alarm alarm(patience_seconds);
  if (::flock(file, LOCK_EX) != 0) {
    ::close(file);
    throw Error(Code::busy, "the store is in use by another command", "try again when it has ended");
  }
  descriptor_ = file;
}

void Gate::leave() noexcept {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

}  // namespace mssp::db
