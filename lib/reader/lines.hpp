// A file of lines, read one after another.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "reader/reader.hpp"

namespace mssp::reader {

// Each line without blanks at its ends, numbered from 1. A line longer than a mebibyte is given up to there: only lists of
// installed packages are that long. Error{invalid_input} for a zero byte.
void each_line(const Input& input, const std::function<void(std::size_t number, std::string_view line)>& line);

}  // namespace mssp::reader
