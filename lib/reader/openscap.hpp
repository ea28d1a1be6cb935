// OpenSCAP: XCCDF results, alone or in an ARF collection.
#pragma once

#include "reader/reader.hpp"

namespace mssp::reader {

// One result for each rule that failed; the asset is the target. Rules that were not selected, not checked or ended in an
// error stay as they were.
bool is_openscap(std::string_view start);
finding::Facts read_openscap(const Input& input, finding::Sink& sink);

}  // namespace mssp::reader
