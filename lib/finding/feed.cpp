#include "finding/feed.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mssp::finding {

std::optional<std::int64_t> parse_probability(std::string_view text) {
  text = trim(text);
  // Spreadsheets write what is next to nothing as 9e-05: the exponent is beyond what is kept.
  if (const std::size_t exponent = text.find_first_of("eE"); exponent != std::string_view::npos) {
    return text.substr(exponent + 1).starts_with('-') ? std::optional<std::int64_t>(0) : std::nullopt;
  }
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view ones = text.substr(0, point);
  std::string decimals(point < text.size() ? text.substr(point + 1) : "");
  if ((ones != "0" && ones != "1") || !std::all_of(decimals.begin(), decimals.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  decimals.resize(5, '0');
  const std::int64_t value = (ones == "1" ? 100'000 : 0) + std::stoll(decimals);
  return value <= 100'000 ? std::optional(value) : std::nullopt;
}

}  // namespace mssp::finding
