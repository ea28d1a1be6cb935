#include "world/child.hpp"

#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::world {
namespace {

constexpr int shared_lock = 3;  // the descriptor by which the child keeps the lock

}  // namespace

std::optional<std::filesystem::path> companion(const std::filesystem::path& program, const std::string& name,
                                               const std::string& installed) {
  const std::filesystem::path folder = program.parent_path();
  for (const std::filesystem::path& place : std::array{folder / name, folder.parent_path() / name, folder.parent_path() / installed / name}) {
    std::error_code failure;
    if (std::filesystem::is_regular_file(place, failure)) return place;
  }
  return std::nullopt;
}

Child::Child(const std::filesystem::path& program, const Lock& lock) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw Error(Code::failed, std::string("cannot make a socket: ") + std::strerror(errno));
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, lock.descriptor(), shared_lock);
  std::string name = program.native();
  std::string path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";
  std::string locale = "LC_ALL=C.UTF-8";
  const std::array<char*, 2> arguments{name.data(), nullptr};
  const std::array<char*, 3> environment{path.data(), locale.data(), nullptr};
  const int reason = ::posix_spawn(&id_, name.c_str(), &actions, nullptr, arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  socket_ = ends[0];
  if (reason == 0) return;
  ::close(socket_);
  throw Error(Code::failed, "cannot start '" + printable(name) + "': " + std::strerror(reason));
}

Child::~Child() {
  ::close(socket_);
  while (::waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void Child::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) throw Error(Code::failed, std::string("the delivery program has ended: ") + std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::optional<std::string> Child::read_line() {
  std::array<char, 4096> part{};
  for (;;) {
    if (const std::size_t end = read_.find('\n'); end != std::string::npos) {
      std::string line = read_.substr(0, end);
      read_.erase(0, end + 1);
      return line;
    }
    const ssize_t got = ::read(socket_, part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return std::nullopt;
    read_.append(part.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace mssp::world
