// Grype (Anchore): its JSON.
#pragma once

#include "reader/reader.hpp"

namespace mssp::reader {

// One result for each match; the asset is what was scanned, as the user wrote it, and is covered whole. The component is
// the package with its path, without its version.
bool is_grype(std::string_view start);
finding::Facts read_grype(const Input& input, finding::Sink& sink);

}  // namespace mssp::reader
