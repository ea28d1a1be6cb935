// CycloneDX: vulnerabilities in a bill of materials, or VEX, as JSON and XML.
#pragma once

#include "reader/reader.hpp"

namespace mssp::reader {

// One result for each vulnerability and component it affects; the asset is what the document is about. What its analysis
// calls false positive or not affected begins as a false positive, what it calls resolved as fixed.
bool is_cyclonedx_json(std::string_view start);
finding::Facts read_cyclonedx_json(const Input& input, finding::Sink& sink);
bool is_cyclonedx_xml(std::string_view start);
finding::Facts read_cyclonedx_xml(const Input& input, finding::Sink& sink);

}  // namespace mssp::reader
