// What readers of JSON exports have in common: texts made safe, times in the forms consoles write, facts said once.
#pragma once

#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/instant.hpp"
#include "device/sighting.hpp"
#include "json/tree.hpp"

namespace mssp::inventory {

// Shown safely, without blanks at its ends, at most 200 bytes.
std::string word(std::string_view text);

// The text of the first of these members that has one; keys are compared in any case.
std::string_view first(const json::Tree& tree, std::initializer_list<std::string_view> keys);

// RFC 3339, "2025-09-15 08:00:00", "2025-09-15_08-00-00", or seconds since 1970, in UTC. Nothing for anything else and for
// times before 1980, which consoles write for "never" (0001-01-01).
std::optional<Instant> time_of(std::string_view text);

// "Yes", "true", "1", "pass", "on" ... as yes; their opposites as no; empty for anything else.
std::string yes_or_no(std::string_view text);

// Adds facts to a sighting, each name and item once.
class Facts {
 public:
  explicit Facts(device::Sighting& sighting) : sighting_(sighting) {}
  // The first of a name and item is kept. Nothing is added for a value that is empty, but for accounts, which have none.
  void add(std::string_view name, std::string_view item, std::string_view value);

 private:
  device::Sighting& sighting_;
  std::set<std::pair<std::string, std::string>> known_;
};

}  // namespace mssp::inventory
