#include "reader/qualys_rating.hpp"

#include <array>

#include "base/parse.hpp"
#include "base/text.hpp"
#include "reader/rating.hpp"

namespace mssp::reader {

std::optional<finding::Severity> qualys_level(std::string_view number) {
  using enum finding::Severity;
  static constexpr std::array levels{info, low, medium, high, critical};
  const auto value = parse_integer(trim(number));
  if (!value || *value < 1 || *value > 5) return severity_word(number);
  return levels.at(static_cast<std::size_t>(*value - 1));
}

std::optional<finding::Cvss> qualys_score(std::string_view text) {
  text = trim(text);
  const auto cvss = score(text.substr(0, text.find(' ')));
  return cvss && cvss->tenths > 0 ? cvss : std::nullopt;
}

}  // namespace mssp::reader
