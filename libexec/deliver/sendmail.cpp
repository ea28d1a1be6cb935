#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <optional>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "deliver/sender.hpp"
#include "mail/verdict.hpp"

namespace mssp::deliver {
namespace {

// A file in memory, so that a program that does not read cannot block the one that writes.
class Memory {
 public:
  explicit Memory(std::string_view bytes = {}) : descriptor_(::memfd_create("mail", MFD_CLOEXEC)) {
    const bool whole = descriptor_ >= 0 && ::write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
    if (!whole) throw Error(Code::failed, std::string("no memory for a message: ") + std::strerror(errno));
    ::lseek(descriptor_, 0, SEEK_SET);
  }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() { ::close(descriptor_); }
  int descriptor() const { return descriptor_; }

  std::string beginning() const {
    std::array<char, 400> part{};
    const ssize_t got = ::pread(descriptor_, part.data(), part.size(), 0);
    return {part.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
  }

 private:
  int descriptor_;
};

// The raw status of a process, or nothing when it had to be killed.
std::optional<int> wait_for(pid_t process, Seconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  int status = 0;
  while (::waitpid(process, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() >= end) {
      ::kill(process, SIGKILL);
      ::waitpid(process, &status, 0);
      return std::nullopt;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return status;
}

class Sendmail : public Sender {
 public:
  explicit Sendmail(const mail::Transport& transport)
      : program_(transport.program), from_(transport.from), timeout_(transport.timeout) {
    if (::access(program_.c_str(), X_OK) != 0) {
      throw Error(Code::failed, "cannot run '" + printable(program_) + "': " + std::strerror(errno));
    }
  }

  mail::Answer send(const mail::Envelope& envelope, const std::string& message, Journal& journal) override {
    const Memory input(with_newlines(message));
    const Memory complaint;
    // -i: a line with a single dot does not end the message. After -- nothing is taken for an option.
    std::array<std::string, 6> words{program_, "-i", "-f", from_, "--", envelope.recipient};
    std::array<char*, 7> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) arguments.at(i) = words.at(i).data();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input.descriptor(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, complaint.descriptor(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, complaint.descriptor(), STDERR_FILENO);
    // From here on the program may take the message at any moment.
    pid_t process = -1;
    const bool noted = journal.handed_over();
    const int reason = noted ? ::posix_spawn(&process, program_.c_str(), &actions, nullptr, arguments.data(), environ) : EIO;
    posix_spawn_file_actions_destroy(&actions);
    if (reason != 0) return {mail::Verdict::deferred, 0, std::string("cannot start it: ") + std::strerror(reason)};
    const std::optional<int> status = wait_for(process, timeout_);
    if (!status) return {mail::Verdict::uncertain, 0, "the program did not end in time"};
    if (!WIFEXITED(*status)) return {mail::Verdict::uncertain, 0, "signal " + std::to_string(WTERMSIG(*status)) + " ended the program"};
    const std::string said(trim(complaint.beginning()));
    return {mail::sendmail_verdict(WEXITSTATUS(*status)), 0,
            said.empty() ? "exit status " + std::to_string(WEXITSTATUS(*status)) : said};
  }

 private:
  std::string program_;
  std::string from_;
  Seconds timeout_;
};

}  // namespace

std::unique_ptr<Sender> make_sendmail(const mail::Transport& transport) { return std::make_unique<Sendmail>(transport); }

}  // namespace mssp::deliver
