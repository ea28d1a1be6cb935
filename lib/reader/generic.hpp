// The form for everything else, JSON and CSV; synos-mssp-scan(1) describes it.
#pragma once

#include "reader/reader.hpp"

namespace mssp::reader {

// {"findings": [{"title", "severity", "description", ...}]}. Error{invalid_input} for a finding without one of these three,
// with a key that is not known, or with a severity that is none. The names of DefectDojo's generic format are known too.
bool is_generic_json(std::string_view start);
finding::Facts read_generic_json(const Input& input, finding::Sink& sink);
// Columns Title and Severity, and any of the others; a severity left empty is info.
bool is_generic_csv(std::string_view start);
finding::Facts read_generic_csv(const Input& input, finding::Sink& sink);

}  // namespace mssp::reader
