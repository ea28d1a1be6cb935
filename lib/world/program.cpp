#include "world/program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::world {
namespace {

constexpr rlim_t largest_output = rlim_t{512} << 20U;
constexpr std::chrono::seconds grace{5};
constexpr int poll_milliseconds = 200;

using Clock = std::chrono::steady_clock;

volatile std::sig_atomic_t arrived = 0;
void remember(int number) { arrived = number; }
constexpr std::array remembered{SIGINT, SIGTERM, SIGHUP};

// Only calls that are allowed between fork and exec; what fails is told through `report`.
[[noreturn]] void become(const Program& program, char* const* words, char* const* variables, pid_t parent, int report) {
  const int nothing = ::open("/dev/null", O_RDONLY);
  const int output = ::open(program.output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const rlimit limit{largest_output, largest_output};
  const rlimit no_core{0, 0};
  const bool ready = nothing >= 0 && output >= 0 && ::setpgid(0, 0) == 0 && ::dup2(nothing, STDIN_FILENO) >= 0 &&
                     ::dup2(output, STDOUT_FILENO) >= 0 && ::dup2(output, STDERR_FILENO) >= 0 &&
                     ::setrlimit(RLIMIT_FSIZE, &limit) == 0 && ::setrlimit(RLIMIT_CORE, &no_core) == 0 &&
                     ::chdir(program.folder.c_str()) == 0 && ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0;
  // The parent may have died before its death was asked for.
  if (ready && ::getppid() == parent) {
    ::umask(077);
    for (const int number : remembered) static_cast<void>(std::signal(number, SIG_DFL));
    static_cast<void>(std::signal(SIGPIPE, SIG_DFL));
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::dup2(report, 3);
    ::fcntl(3, F_SETFD, FD_CLOEXEC);
    ::close_range(4, ~0U, 0);
    report = 3;
    ::execve(words[0], words, variables);
  }
  const int reason = errno;
  static_cast<void>(!::write(report, &reason, sizeof reason));
  ::_exit(127);
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

[[noreturn]] void fail(const std::filesystem::path& file, int reason) {
  throw Error(Code::failed, "cannot run '" + printable(file.native()) + "': " + std::strerror(reason));
}

// Starts the program; it has become what it is to be when this returns.
pid_t start(const Program& program) {
  std::vector<std::string> words = program.arguments;
  words.insert(words.begin(), program.file.native());
  std::vector<std::string> variables{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "HOME=" + program.folder.native()};
  const auto word_pointers = pointers(words);
  const auto variable_pointers = pointers(variables);
  std::array<int, 2> report{};
  if (::pipe2(report.data(), O_CLOEXEC) != 0) fail(program.file, errno);
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) become(program, word_pointers.data(), variable_pointers.data(), parent, report[1]);
  const int reason = errno;
  ::close(report[1]);
  int failure = child < 0 ? reason : 0;
  if (child > 0 && ::read(report[0], &failure, sizeof failure) > 0) ::waitpid(child, nullptr, 0);
  ::close(report[0]);
  if (failure != 0) fail(program.file, failure);
  return child;
}

// Waits a moment for the end of the process; true when it has come.
bool ended(int handle, int milliseconds) {
  pollfd wanted{.fd = handle, .events = POLLIN, .revents = 0};
  return ::poll(&wanted, 1, milliseconds) > 0;
}

}  // namespace

void require_trusted_program(const std::filesystem::path& program, const std::string& shown) {
  const auto refuse = [&](const std::string& why) {
    throw Error(Code::invalid_config, "'" + printable(shown) + "' is not run: " + why,
                "install it, or name another program in scan-profiles.yml");
  };
  if (!program.is_absolute()) refuse("its path is not absolute");
  struct stat found {};
  if (::stat(program.c_str(), &found) != 0) refuse(std::strerror(errno));
  if (!S_ISREG(found.st_mode)) refuse("it is no file");
  if (found.st_uid != 0 && found.st_uid != ::getuid()) refuse("it belongs to somebody else");
  if ((found.st_mode & (S_IWGRP | S_IWOTH)) != 0) refuse("others may write it");
  if (::access(program.c_str(), X_OK) != 0) refuse("it may not be run");
}

ProgramEnd run_program(const Program& program, const std::function<void(Seconds)>& tick) {
  const pid_t child = start(program);
  // As a call of the kernel: the header of glibc 2.36 declares pidfd_open for C only.
  const int handle = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
  const auto begin = Clock::now();
  ProgramEnd end;
  Seconds told{0};
  try {
    while (!ended(handle, poll_milliseconds)) {
      const auto passed = std::chrono::floor<Seconds>(Clock::now() - begin);
      end.cancelled = Interruption::pending() != 0;
      end.timed_out = !end.cancelled && passed >= program.limit;
      if (end.cancelled || end.timed_out) {
        ::kill(-child, SIGTERM);
        const auto patience = Clock::now() + grace;
        while (!ended(handle, poll_milliseconds) && Clock::now() < patience) {}
        break;
      }
      if (passed > told) tick(told = passed);
    }
  } catch (...) {
    ::kill(-child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(handle);
    throw;
  }
  // What it has left behind as well: the group outlives its leader.
  ::kill(-child, SIGKILL);
  int raw = 0;
  while (::waitpid(child, &raw, 0) < 0 && errno == EINTR) {}
  ::close(handle);
  if (WIFEXITED(raw)) end.status = WEXITSTATUS(raw);
  if (WIFSIGNALED(raw)) end.signal = WTERMSIG(raw);
  return end;
}

struct Interruption::Handlers {
  std::array<struct sigaction, remembered.size()> actions{};
};

Interruption::Interruption() : before_(std::make_unique<Handlers>()) {
  arrived = 0;
  struct sigaction action {};
  action.sa_handler = remember;
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < remembered.size(); ++i) {
    ::sigaction(remembered.at(i), nullptr, &before_->actions.at(i));
    // nohup(1) and cron start programs with signals ignored: that is to stay so.
    if (before_->actions.at(i).sa_handler != SIG_IGN) ::sigaction(remembered.at(i), &action, nullptr);
  }
}

Interruption::~Interruption() {
  for (std::size_t i = 0; i < remembered.size(); ++i) ::sigaction(remembered.at(i), &before_->actions.at(i), nullptr);
  arrived = 0;
}

int Interruption::pending() { return arrived; }

}  // namespace mssp::world
