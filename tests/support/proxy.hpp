// A TCP relay in front of a server that cuts a connection at a chosen moment.
#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace mssp::test {

class Proxy {
 public:
  enum class Cut {
    before,  // the server never gets what holds the words
    after,   // the server gets it and does it, the client gets no answer
  };

  // Relays from a free port of the loopback interface to `port`. The first connection whose client says `words` is cut.
  // With `once` false the proxy then takes no more connections.
  Proxy(int port, std::string words, Cut cut, bool once = true);
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;
  ~Proxy();

  int port() const { return port_; }
  bool has_cut() const { return has_cut_; }

 private:
  void accept_all();
  void relay(int client);

  int server_port_;
  std::string words_;
  Cut cut_;
  bool once_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> has_cut_ = false;
  std::atomic<bool> over_ = false;
  std::thread thread_;
};

}  // namespace mssp::test
