// Nuclei: JSON Lines, or an array.
#pragma once

#include "reader/reader.hpp"

namespace mssp::reader {

// One result for each match; rule is the template with its matcher. Only hosts with a match are known, and covered.
bool is_nuclei(std::string_view start);
finding::Facts read_nuclei(const Input& input, finding::Sink& sink);

}  // namespace mssp::reader
