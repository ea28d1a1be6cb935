// A row of values as a small picture in one line of text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mssp::render {

// A character for each value, the lower the smaller it is between `low` and `high`; a point for one that is absent.
// Block characters (U+2581 to U+2588), or without `utf8` the digits 1 to 8.
std::string sparkline(const std::vector<std::optional<std::int64_t>>& values, std::int64_t low, std::int64_t high, bool utf8);

// Whether the locale that these variables name writes UTF-8; the first that is not empty decides.
bool writes_utf8(std::string_view lc_all, std::string_view lc_ctype, std::string_view lang);

}  // namespace mssp::render
