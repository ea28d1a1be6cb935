// A program of ours that lies beside the running one and is spoken to in lines over one socket.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "world/lock.hpp"

namespace mssp::world {

// Where a companion of `program` is: beside it, in the folder above, or in `installed` ("libexec/synos-mssp") below that.
std::optional<std::filesystem::path> companion(const std::filesystem::path& program, const std::string& name,
                                               const std::string& installed);

class Child {
 public:
  // Starts it with the socket as its standard input and output, and with a share in `lock`: while it lives, nobody else
  // gets the lock, even if this process is killed. Error{failed} when it cannot be started.
  Child(const std::filesystem::path& program, const Lock& lock);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();  // closes the socket, by which it is told to end, and waits until it has

  void write(std::string_view bytes);      // Error{failed} when it has ended
  std::optional<std::string> read_line();  // without the newline; empty when it has ended

 private:
  int socket_ = -1;
  pid_t id_ = -1;
  std::string read_;
};

}  // namespace mssp::world
