#include "support/proxy.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace mssp::test {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

// False when the other side is gone.
bool send_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace

Proxy::Proxy(int port, std::string words, Cut cut, bool once)
    : server_port_(port), words_(std::move(words)), cut_(cut), once_(once), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, any, size) != 0 || ::listen(listener_, 8) != 0 || ::getsockname(listener_, any, &size) != 0) {
    throw std::runtime_error("the proxy cannot listen");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { accept_all(); });
}

Proxy::~Proxy() {
  over_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void Proxy::accept_all() {
  std::vector<std::thread> relays;
  while (!over_) {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) break;
    if (has_cut_ && !once_) {
      ::close(client);
      continue;
    }
    relays.emplace_back([this, client] { relay(client); });
  }
  for (std::thread& each : relays) each.join();
}

void Proxy::relay(int client) {
  const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(server_port_);
  if (::connect(server, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    std::array<char, 65536> buffer{};
    std::array<pollfd, 2> ends{pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
    bool cutting = false;
    while (!over_ && ::poll(ends.data(), 2, 100) >= 0) {
      if (ends[0].revents != 0) {
        const ssize_t got = ::recv(client, buffer.data(), buffer.size(), 0);
        if (got <= 0) break;
        const std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
        cutting = !has_cut_ && bytes.find(words_) != std::string_view::npos;
        if (cutting) has_cut_ = true;
        if ((cutting && cut_ == Cut::before) || !send_all(server, bytes)) break;
      }
      if (ends[1].revents != 0) {
        const ssize_t got = ::recv(server, buffer.data(), buffer.size(), 0);
        if (got <= 0 || cutting) break;
        if (!send_all(client, {buffer.data(), static_cast<std::size_t>(got)})) break;
      }
    }
  }
  ::close(server);
  ::close(client);
}

}  // namespace mssp::test
