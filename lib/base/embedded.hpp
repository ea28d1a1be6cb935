// A text file compiled into the program by cmake/embed.cmake.
#pragma once

#include <string_view>
#include <vector>

namespace mssp {

struct EmbeddedFile {
  std::string_view name;  // the file's name without its folder
  std::string_view text;
};

}  // namespace mssp
