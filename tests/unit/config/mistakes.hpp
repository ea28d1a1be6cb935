// The messages of every mistake a reader finds in a text, for tables of tests; the file is called "f.yml".
#pragma once

#include <string>
#include <vector>

#include "config/problems.hpp"

template <class Read>
std::vector<std::string> mistakes(const std::string& text, Read read) {
  mssp::config::Problems problems("f.yml");
  read(text, problems);
  std::vector<std::string> out;
  for (const auto& error : problems.errors()) out.push_back(error.message());
  return out;
}
