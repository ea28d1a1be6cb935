// The real world: file descriptors, the environment, the clock of this machine.
#pragma once

#include "world/world.hpp"

namespace mssp::world {

// A stream over a file descriptor. Bytes are collected and written when 64 KiB are there and on flush().
class Descriptor : public Output {
 public:
  Descriptor(int descriptor, std::string name);
  void write(std::string_view bytes) override;
  void flush() override;
  bool is_terminal() const override;

 private:
  int descriptor_;
  std::string name_;
  std::string pending_;
};

// Gives descriptors 0 to 2 something harmless when the caller closed them, so that a store opened later never becomes
// standard output, and lets SIGPIPE end the program as it does other tools.
void prepare_process();

// The file this process runs.
std::filesystem::path running_program();

World real(Output& out, Output& err, char** environment);

}  // namespace mssp::world
