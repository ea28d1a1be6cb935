// Mistakes found in the lines of an input file. Reading goes on after one, so that a file of thousands is mended in one
// go.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

namespace mssp {

class LineMistakes {
 public:
  explicit LineMistakes(std::string file) : file_(std::move(file)) {}

  // "FILE:LINE: what"; after the first twenty they are only counted.
  void add(std::size_t line, const std::string& what);

  // Error{invalid_input} with all of them, a line each, and "nothing was imported".
  void throw_if_any() const;

 private:
  std::string file_;
  std::string text_;
  std::size_t count_ = 0;
};

}  // namespace mssp
