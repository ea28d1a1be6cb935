#include "render/sparkline.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace mssp::render {

std::string sparkline(const std::vector<std::optional<std::int64_t>>& values, std::int64_t low, std::int64_t high, bool utf8) {
  constexpr std::array<const char*, 8> blocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  constexpr std::array<const char*, 8> digits{"1", "2", "3", "4", "5", "6", "7", "8"};
  constexpr std::int64_t steps = blocks.size();
  std::string out;
  for (const auto& value : values) {
    if (!value) {
      out += utf8 ? "·" : ".";
      continue;
    }
    const std::int64_t size = std::max<std::int64_t>(high - low, 1);
    const std::int64_t step = std::clamp<std::int64_t>((*value - low) * steps / size, 0, steps - 1);
    out += utf8 ? blocks.at(static_cast<std::size_t>(step)) : digits.at(static_cast<std::size_t>(step));
  }
  return out;
}

bool writes_utf8(std::string_view lc_all, std::string_view lc_ctype, std::string_view lang) {
  const std::string name = lower_ascii(!lc_all.empty() ? lc_all : !lc_ctype.empty() ? lc_ctype : lang);
  return name.find("utf-8") != std::string::npos || name.find("utf8") != std::string::npos;
}

}  // namespace mssp::render
