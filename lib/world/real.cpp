#include "world/real.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <pwd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/error.hpp"

namespace mssp::world {
namespace {

constexpr std::size_t buffered = std::size_t{64} * 1024;

std::string login_of(uid_t user) {
  const passwd* entry = getpwuid(user);
  return entry != nullptr ? std::string(entry->pw_name) : "uid" + std::to_string(user);
}

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : "localhost";
}

std::size_t read_block(char* buffer, std::size_t size) {
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, buffer, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) throw Error(Code::failed, std::string("cannot read standard input: ") + std::strerror(errno));
  }
}

std::string read_standard_input(std::size_t limit) {
  std::string all;
  std::array<char, buffered> part{};
  while (const std::size_t got = read_block(part.data(), part.size())) {
    all.append(part.data(), got);
    if (all.size() > limit) {
      throw Error(Code::invalid_input, "standard input is larger than " + std::to_string(limit) + " bytes");
    }
  }
  return all;
}

std::string read_line() {
  std::string line;
  char c = '\0';
  while (::read(STDIN_FILENO, &c, 1) == 1 && c != '\n') line += c;
  return line;
}

std::size_t terminal_columns() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20) return size.ws_col;
  return 80;
}

}  // namespace

Descriptor::Descriptor(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}

void Descriptor::write(std::string_view bytes) {
  pending_ += bytes;
  if (pending_.size() >= buffered) flush();
}

void Descriptor::flush() {
  std::string_view left = pending_;
  while (!left.empty()) {
    const ssize_t written = ::write(descriptor_, left.data(), left.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      const int reason = errno;
      pending_.clear();
      if (reason == EPIPE) throw BrokenPipe{};
      throw Error(Code::failed, "cannot write to " + name_ + ": " + std::strerror(reason));
    }
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  pending_.clear();
}

bool Descriptor::is_terminal() const { return isatty(descriptor_) == 1; }

void prepare_process() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(descriptor, F_GETFD) >= 0 || errno != EBADF) continue;
    // Read-only on purpose: what is written to a closed standard output must fail, not vanish.
    static_cast<void>(open("/dev/null", O_RDONLY));
  }
  static_cast<void>(std::signal(SIGPIPE, SIG_DFL));
  // A command lives for milliseconds: memory is asked for in large pieces and not given back before the end.
  mallopt(M_TOP_PAD, 1 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
}

std::filesystem::path running_program() {
  std::error_code failure;
  return std::filesystem::read_symlink("/proc/self/exe", failure);
}

World real(Output& out, Output& err, char** environment) {
  World world{.out = out,
              .err = err,
              .read_input = read_standard_input,
              .input = read_block,
              .read_line = read_line,
              .input_is_terminal = isatty(STDIN_FILENO) == 1,
              .columns = terminal_columns(),
              .now = [] { return std::chrono::floor<Seconds>(std::chrono::system_clock::now()); },
              .environment = {},
              .person = {},
              .host = host_name(),
              .program = running_program()};
  for (char** entry = environment; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos) world.environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  // SUDO_USER is believed only from root: anybody else could set it.
  const std::string behind_sudo = getuid() == 0 ? world.variable("SUDO_USER") : std::string{};
  world.person = [behind_sudo] {
    return Person{behind_sudo.empty() ? login_of(getuid()) : behind_sudo, !behind_sudo.empty()};
  };
  return world;
}

}  // namespace mssp::world
