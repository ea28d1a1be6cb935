// SARIF 2.1.0 (OASIS): results of static analysis.
#pragma once

#include "reader/reader.hpp"

namespace mssp::reader {

// One result for each result of kind fail that is not absent from its baseline; source is the tool, component the place in
// the code, told by fingerprints where the tool gives them. The asset is the repository, else what --asset says; a run
// that failed covers nothing. Suppressed results begin as false positives.
bool is_sarif(std::string_view start);
finding::Facts read_sarif(const Input& input, finding::Sink& sink);

}  // namespace mssp::reader
