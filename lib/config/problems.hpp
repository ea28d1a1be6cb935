// The mistakes of one configuration file, all of them: `config check` lists them, loading throws the first.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace mssp::config {

// Where something stands in a file. Both count from 1; a column is a character, not a byte.
struct Place {
  int line = 1;
  int column = 1;
  friend auto operator<=>(const Place&, const Place&) = default;
};

class Problems {
 public:
  // `file` is the path as the user knows it; it begins every message.
  explicit Problems(std::string file) : file_(std::move(file)) {}

  // Past `most_kept` a mistake is only counted, so that a hostile file cannot fill the memory.
  static constexpr std::size_t most_kept = 200;
  void add(Place place, std::string message, std::string hint = {});

  const std::string& file() const { return file_; }
  bool empty() const { return count_ == 0; }
  std::size_t count() const { return count_; }

  // "FILE:LINE" for the origin of a value.
  std::string origin(Place place) const;

  // The mistakes kept, by line and column, as Error{invalid_config, "FILE:LINE:COLUMN: message", hint}.
  std::vector<Error> errors() const;

  // Throws the first of errors(), its hint followed by how many more there are. Does nothing when there is none.
  void throw_first() const;

 private:
  struct Problem {
    Place place;
    std::string message;
    std::string hint;
  };
  std::string file_;
  std::vector<Problem> problems_;
  std::size_t count_ = 0;
};

// A value as an error shows it: escaped, and cut when it is long.
std::string shown(std::string_view text);

// Reads a file with one of this folder's `T read(std::string_view text, Problems&)` and throws its first mistake.
template <class Read>
auto strictly(const std::string& path, std::string_view text, Read read) {
  Problems problems(path);
  auto value = read(text, problems);
  problems.throw_first();
  return value;
}

}  // namespace mssp::config
