// Looks whether services answer: TCP connections and HTTP requests, many at a time, each within its time limit.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/instant.hpp"

namespace mssp::world {

struct Probe {
  std::string host;
  int port = 0;
  std::string http_path;  // empty: a TCP connection is enough
  Seconds timeout{5};     // for the whole of one attempt, but for looking up the name
  int retries = 0;        // further attempts, a second apart, while it does not answer
};

struct Answer {
  bool up = false;
  std::string detail;  // "connected", "HTTP 200", "connection refused", "no answer within 5s"; free of control characters
  int attempts = 0;
};

// One answer for each probe, in order; at most `at_once` are under way at a time. Up is a connection, or for HTTP a
// status from 200 to 399: a redirection answers, and is not followed. Nothing is thrown for what a service does.
std::vector<Answer> probe(const std::vector<Probe>& probes, std::size_t at_once);

}  // namespace mssp::world
