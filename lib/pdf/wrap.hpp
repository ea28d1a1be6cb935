// Line breaking with the widths of the font that will draw the lines.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pdf/canvas.hpp"
#include "pdf/font.hpp"

namespace mssp::pdf {

inline constexpr std::size_t all_lines = static_cast<std::size_t>(-1);

// Clean text as lines no wider than `width` points. Lines break at spaces, and inside a word that is wider than a line.
// Text past `most` lines is cut and ends in an ellipsis. An empty text has no lines.
std::vector<std::u32string> wrap(const Font& font, std::u32string_view text, double size, double width,
                                 std::size_t most = all_lines);

// The text, or as much of its beginning as fits with an ellipsis.
std::u32string shorten(const Font& font, std::u32string_view text, double size, double width);

}  // namespace mssp::pdf
