#include "deliver/channel.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace mssp::deliver {

bool Channel::fill() {
  std::array<char, 65536> part{};
  ssize_t got = 0;
  do {
    got = ::read(STDIN_FILENO, part.data(), part.size());
  } while (got < 0 && errno == EINTR);
  if (got <= 0) return false;
  read_.append(part.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<std::string> Channel::line() {
  constexpr std::size_t longest = 65536;
  std::size_t end = read_.find('\n');
  while (end == std::string::npos) {
    if (read_.size() > longest || !fill()) return std::nullopt;
    end = read_.find('\n');
  }
  std::string line = read_.substr(0, end);
  read_.erase(0, end + 1);
  return line;
}

std::optional<std::string> Channel::bytes(std::size_t count) {
  while (read_.size() < count) {
    if (!fill()) return std::nullopt;
  }
  std::string all = read_.substr(0, count);
  read_.erase(0, count);
  return all;
}

void Channel::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = ::write(STDOUT_FILENO, text.data(), text.size());
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool Channel::hung_up() const {
  pollfd end{STDIN_FILENO, POLLRDHUP, 0};
  return ::poll(&end, 1, 0) > 0 && (end.revents & (POLLHUP | POLLRDHUP)) != 0;
}

}  // namespace mssp::deliver
