// Lynis: its report file, lines of KEY=VALUE.
#pragma once

#include "reader/reader.hpp"

namespace mssp::reader {

// One result for each warning (medium), suggestion (low) and vulnerable package (high); the asset is the host. A report
// without its end closes nothing, and a test that was skipped leaves what it found before as it is.
bool is_lynis(std::string_view start);
finding::Facts read_lynis(const Input& input, finding::Sink& sink);

}  // namespace mssp::reader
