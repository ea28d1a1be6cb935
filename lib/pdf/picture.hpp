// Pictures to be placed on pages: PNG files, decoded here so that a broken one is an error and nothing worse.
#pragma once

#include <string>
#include <string_view>

namespace mssp::pdf {

struct Picture {
  int width = 0;
  int height = 0;
  std::string colours;  // three bytes a point, row by row
  std::string opacity;  // one byte a point; empty when all of it is opaque
};

inline constexpr std::size_t largest_picture = 1U << 20;  // bytes of the file
inline constexpr int widest_picture = 2000;               // points each way

// Code::invalid_input with the reason when it is no PNG, is damaged, or is too large.
Picture decode_png(std::string_view bytes);

}  // namespace mssp::pdf
