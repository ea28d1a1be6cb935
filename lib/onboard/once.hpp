// Notes where each thing of a file stands, and refuses the second of two.
#pragma once

#include <fmt/core.h>

#include <map>
#include <string>

#include "config/problems.hpp"

namespace mssp::onboard {

class Once {
 public:
  Once(std::string what, config::Problems& problems) : what_(std::move(what)), problems_(problems) {}
  void add(const std::string& name, config::Place place) {
    if (name.empty()) return;
    const auto [first, is_new] = lines_.emplace(name, place.line);
    if (!is_new) problems_.add(place, fmt::format("{} '{}' stands twice", what_, name), fmt::format("it stands in line {} already", first->second));
  }

 private:
  std::string what_;
  config::Problems& problems_;
  std::map<std::string, int> lines_;
};

}  // namespace mssp::onboard
