// Checks against real servers on this machine's loopback: one that answers, refuses, hangs, drops, redirects, talks
// nonsense.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <functional>
#include <stdexcept>
#include <thread>

#include "world/probe.hpp"

using namespace mssp;
using namespace mssp::world;
using namespace std::chrono_literals;

namespace {

// Serves one connection after the other until it is destroyed.
class Server {
 public:
  explicit Server(std::function<void(int)> serve) : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, any, size) != 0 || ::listen(listener_, 8) != 0 || ::getsockname(listener_, any, &size) != 0) {
      throw std::runtime_error("no port on the loopback");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, serve = std::move(serve)] {
      while (true) {
        const int peer = ::accept(listener_, nullptr, nullptr);
        if (peer < 0) return;
        serve(peer);
        ::close(peer);
      }
    });
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  int port() const { return port_; }

 private:
  int listener_;
  int port_ = 0;
  std::thread thread_;
};

// Reads the request and sends a text.
std::function<void(int)> says(const std::string& text) {
  return [text](int peer) {
    std::array<char, 2048> request{};
    if (::recv(peer, request.data(), request.size(), 0) > 0) {
      CHECK(::send(peer, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()));
    }
  };
}

// Waits until the other side gives up.
void hangs(int peer) {
  std::array<char, 2048> request{};
  while (::recv(peer, request.data(), request.size(), 0) > 0) {
  }
}

Probe probe_of(const Server& server, const std::string& path = "/") {
  return {.host = "127.0.0.1", .port = server.port(), .http_path = path, .timeout = 1s, .retries = 0};
}

}  // namespace

TEST_CASE("services that answer are up, others are down with the reason") {
  const Server good(says("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  const Server moved(says("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n"));
  const Server broken(says("HTTP/1.0 503 Service Unavailable\r\n\r\n"));
  const Server nonsense(says("220 mail.example.net ESMTP\r\n"));
  const Server endless(says(std::string(20'000, 'x')));
  const Server dropping([](int) {});
  const Server silent(hangs);
  const Probe refused{.host = "127.0.0.1", .port = 1, .http_path = "", .timeout = 1s, .retries = 0};
  const Probe nowhere{.host = "no-such-host.invalid", .port = 1, .http_path = "", .timeout = 1s, .retries = 0};
  const std::vector<Answer> answers =
      probe({probe_of(good), probe_of(good, ""), probe_of(moved), probe_of(broken), probe_of(nonsense), probe_of(endless),
             probe_of(dropping), probe_of(silent), probe_of(silent, ""), refused, nowhere},
            4);
  REQUIRE(answers.size() == 11);
  CHECK((answers[0].up && answers[0].detail == "HTTP 200"));
  CHECK((answers[1].up && answers[1].detail == "connected"));
  CHECK((answers[2].up && answers[2].detail == "HTTP 302"));
  CHECK((!answers[3].up && answers[3].detail == "HTTP 503"));
  CHECK((!answers[4].up && answers[4].detail == "the answer is not HTTP"));
  CHECK((!answers[5].up && answers[5].detail == "the answer is not HTTP"));
  CHECK_FALSE(answers[6].up);
  CHECK((!answers[7].up && answers[7].detail == "no answer within 1s"));
  CHECK((answers[8].up && answers[8].detail == "connected"));
  CHECK((!answers[9].up && answers[9].detail == "connection refused"));
  CHECK_FALSE(answers[10].up);
  CHECK(answers[10].detail.starts_with("name not found"));
  for (const Answer& answer : answers) CHECK(answer.attempts == 1);
}

TEST_CASE("a service is tried again before it is down") {
  int connections = 0;
  const Server recovering([&](int peer) {
    if (++connections > 1) says("HTTP/1.1 204 No Content\r\n\r\n")(peer);
  });
  Probe twice = probe_of(recovering);
  twice.retries = 1;
  const std::vector<Answer> answers = probe({twice}, 1);
  CHECK(answers.front().up);
  CHECK(answers.front().attempts == 2);
}
