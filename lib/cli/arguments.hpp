// The values given on a command line, converted on demand. Every failure is Error{usage} that names the flag, the form
// expected and what was given. Texts are never empty, valid UTF-8 and free of control characters.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/parse.hpp"

namespace mssp::cli {

class Arguments {
 public:
  using Values = std::map<std::string, std::vector<std::string>, std::less<>>;
  explicit Arguments(Values values) : values_(std::move(values)) {}

  bool has(std::string_view option) const;  // also the state of a switch

  std::string text(std::string_view option) const;  // an option that is required
  std::optional<std::string> optional_text(std::string_view option) const;
  std::vector<std::string> texts(std::string_view option) const;  // also splits at commas
  std::vector<std::string> whole_texts(std::string_view option) const;

  std::optional<std::int64_t> integer(std::string_view option, std::int64_t smallest, std::int64_t largest) const;
  std::optional<Percent> percent(std::string_view option) const;
  std::optional<Seconds> duration(std::string_view option) const;  // at least one second
  std::optional<Month> month(std::string_view option) const;
  std::optional<TimeOfDay> time_of_day(std::string_view option) const;
  std::optional<std::string> email(std::string_view option) const;
  std::optional<std::string> slug(std::string_view option) const;
  std::optional<std::string> handle(std::string_view option) const;
  std::optional<Zone> zone(std::string_view option) const;
  std::optional<Instant> instant(std::string_view option, const Zone& zone) const;
  std::optional<std::string> choice(std::string_view option, const std::vector<std::string>& choices) const;

 private:
  Values values_;
};

// Error{usage} "--OPTION must be EXPECTED, not 'GIVEN'".
[[noreturn]] void refuse(std::string_view option, std::string_view expected, std::string_view given,
                         std::string hint = {});

}  // namespace mssp::cli
