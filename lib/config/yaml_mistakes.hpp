// Why a text is not YAML, in our words and counting as editors do. Part of yaml.cpp, apart for its size.
#pragma once

#include <yaml-cpp/exceptions.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "config/problems.hpp"

namespace mssp::config {

// Ends the reading of a file whose mistake leaves no sense in the rest.
struct Unreadable {
  Place place;
  std::string message;
  std::string hint;
};

// Turns yaml-cpp's columns, which count bytes, into ours. Remembers how far it counted, or a file of one long line would
// take quadratic time.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {}
  Place operator()(const YAML::Mark& mark);

 private:
  std::string_view text_;
  std::size_t line_start_ = 0;
  std::size_t counted_to_ = 0;
  int column_ = 1;
};

// Refuses what yaml-cpp would take silently: it ends a file at byte 4 and replaces bytes that are not UTF-8.
// Throws Unreadable.
void check_characters(std::string_view text);

Unreadable translated(std::string_view text, const YAML::ParserException& failure);

}  // namespace mssp::config
