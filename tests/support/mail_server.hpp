// Mail servers for tests: one that fails on demand (faulty_server.py) and OpenSMTPD, each a process of its own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "support/process.hpp"

namespace mssp::test {

// Waits until a file is there, at most ten seconds; throws std::runtime_error then.
void wait_for_file(const std::filesystem::path& file);

class FaultyServer {
 public:
  // With `tls` it has a certificate for `name`, made for this test and signed by itself.
  explicit FaultyServer(const std::string& mode, const std::string& name = {});

  void mode(const std::string& words) const { write_whole(folder() / "mode", words); }
  const std::string& port() const { return port_; }
  const std::filesystem::path& folder() const { return folder_.path(); }
  std::filesystem::path certificate() const { return folder() / "certificate.pem"; }
  std::vector<std::string> box() const;             // the messages it has taken over
  std::size_t count(const std::string& word) const;  // lines of its log that begin so

 private:
  TemporaryFolder folder_;
  std::unique_ptr<Process> process_;
  std::string port_;
};

}  // namespace mssp::test
