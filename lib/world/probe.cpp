#include "world/probe.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>
#include <thread>

#include "base/parse.hpp"
#include "base/text.hpp"

namespace mssp::world {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t longest_status_line = 8192;

class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

struct Failure {
  std::string why;
};

class Attempt {
 public:
  explicit Attempt(const Probe& probe) : probe_(probe) {}

  std::string run() {
    const Addresses addresses = look_up();
    end_ = Clock::now() + probe_.timeout;
    std::string why = "no address";
    for (const addrinfo* address = addresses.get(); address != nullptr; address = address->ai_next) {
      const Socket socket(::socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
      if (socket.get() < 0) throw Failure{std::strerror(errno)};
      if (connect(socket, *address, why)) return probe_.http_path.empty() ? "connected" : ask(socket);
    }
    throw Failure{why};
  }

 private:
  using Addresses = std::unique_ptr<addrinfo, void (*)(addrinfo*)>;

  Addresses look_up() const {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const int failure = ::getaddrinfo(probe_.host.c_str(), std::to_string(probe_.port).c_str(), &hints, &found);
    if (failure != 0) throw Failure{std::string("name not found: ") + ::gai_strerror(failure)};
    return {found, ::freeaddrinfo};
  }

  // Waits for what `events` says. Throws when the time is up.
  void wait(const Socket& socket, short events) const {
    while (true) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(end_ - Clock::now()).count();
      pollfd ready{.fd = socket.get(), .events = events, .revents = 0};
      const int count = left <= 0 ? 0 : ::poll(&ready, 1, static_cast<int>(left));
      if (count > 0) return;
      if (count < 0 && errno == EINTR) continue;
      throw Failure{count == 0 ? "no answer within " + duration_text(probe_.timeout) : std::string(std::strerror(errno))};
    }
  }

  bool connect(const Socket& socket, const addrinfo& address, std::string& why) const {
    int failure = ::connect(socket.get(), address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno;
    if (failure == EINPROGRESS) {
      wait(socket, POLLOUT);
      socklen_t size = sizeof failure;
      if (::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &failure, &size) != 0) failure = errno;
    }
    if (failure != 0) why = lower_ascii(std::strerror(failure));
    return failure == 0;
  }

  std::string ask(const Socket& socket) const {
    const bool is_v6 = probe_.host.find(':') != std::string::npos;
    const std::string host = (is_v6 ? "[" + probe_.host + "]" : probe_.host) +
                             (probe_.port == 80 ? "" : ":" + std::to_string(probe_.port));
    const std::string request = "GET " + probe_.http_path + " HTTP/1.1\r\nHost: " + host +
                                "\r\nUser-Agent: synos-mssp\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    std::string_view left = request;
    while (!left.empty()) {
      wait(socket, POLLOUT);
      const ssize_t sent = ::send(socket.get(), left.data(), left.size(), MSG_NOSIGNAL);
      if (sent < 0 && (errno == EAGAIN || errno == EINTR)) continue;
      if (sent < 0) throw Failure{lower_ascii(std::strerror(errno))};
      left.remove_prefix(static_cast<std::size_t>(sent));
    }
    return judged(status_line(socket));
  }

  std::string status_line(const Socket& socket) const {
    std::string line;
    std::array<char, 1024> part{};
    while (line.find('\n') == std::string::npos) {
      if (line.size() > longest_status_line) throw Failure{"the answer is not HTTP"};
      wait(socket, POLLIN);
      const ssize_t got = ::recv(socket.get(), part.data(), part.size(), 0);
      if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
      if (got < 0) throw Failure{lower_ascii(std::strerror(errno))};
      if (got == 0) throw Failure{line.empty() ? "closed without an answer" : "the answer is not HTTP"};
      line.append(part.data(), static_cast<std::size_t>(got));
    }
    return line.substr(0, line.find('\n'));
  }

  // "HTTP/1.1 200 OK"
  static std::string judged(const std::string& line) {
    constexpr std::size_t status_at = 9;
    const bool shaped = line.starts_with("HTTP/1.") && line.size() >= status_at + 3 && line[status_at - 1] == ' ';
    const auto status = shaped ? parse_integer(std::string_view(line).substr(status_at, 3)) : std::nullopt;
    if (!status || *status < 100) throw Failure{"the answer is not HTTP"};
    const std::string told = "HTTP " + std::to_string(*status);
    if (*status < 200 || *status > 399) throw Failure{told};
    return told;
  }

  const Probe& probe_;
  Clock::time_point end_;
};

Answer answer(const Probe& probe) {
  Answer answer;
  while (true) {
    ++answer.attempts;
    try {
      answer.detail = Attempt(probe).run();
      answer.up = true;
      return answer;
    } catch (const Failure& failure) {
      answer.detail = printable(failure.why);
    }
    if (answer.attempts > probe.retries) return answer;
    std::this_thread::sleep_for(std::chrono::seconds{1});
  }
}

}  // namespace

std::vector<Answer> probe(const std::vector<Probe>& probes, std::size_t at_once) {
  std::vector<Answer> answers(probes.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < probes.size(); i = next++) answers[i] = answer(probes[i]);
  };
  std::vector<std::jthread> workers;
  for (std::size_t i = 1; i < std::min(at_once, probes.size()); ++i) workers.emplace_back(work);
  work();
  workers.clear();  // waits for them
  return answers;
}

}  // namespace mssp::world
