#include "support/mail_server.hpp"

#include <algorithm>
#include <chrono>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace mssp::test {

void wait_for_file(const std::filesystem::path& file) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  while (!std::filesystem::exists(file)) {
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error("there is no " + file.native());
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
}

FaultyServer::FaultyServer(const std::string& words, const std::string& name) {
  mode(words);
  std::vector<std::string> command{"/usr/bin/python3", (source_tree() / "tests/support/faulty_server.py").native(), folder().native()};
  if (!name.empty()) {
    const std::string key = (folder() / "key.pem").native();
    Process made({"/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                  "/CN=" + name, "-addext", "subjectAltName=DNS:" + name, "-keyout", key, "-out", certificate().native()},
                 {{"PATH", "/usr/bin:/bin"}});
    if (made.wait().status != 0) throw std::runtime_error("no certificate");
    command.push_back(certificate().native());
    command.push_back(key);
  }
  process_ = std::make_unique<Process>(command, std::map<std::string, std::string>{{"PATH", "/usr/bin:/bin"}});
  wait_for_file(folder() / "port");
  port_ = read_whole(folder() / "port");
}

std::vector<std::string> FaultyServer::box() const {
  std::vector<std::string> all;
  for (const auto& entry : std::filesystem::directory_iterator(folder() / "box")) all.push_back(read_whole(entry.path()));
  return all;
}

std::size_t FaultyServer::count(const std::string& word) const {
  std::istringstream log(read_whole(folder() / "log"));
  std::size_t found = 0;
  for (std::string line; std::getline(log, line);) found += line.starts_with(word) ? 1 : 0;
  return found;
}

}  // namespace mssp::test
