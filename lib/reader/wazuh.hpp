// Wazuh: vulnerabilities as its API (4.2 to 4.7) and its index (from 4.8) give them, as JSON.
#pragma once

#include "reader/reader.hpp"

namespace mssp::reader {

// One result for each vulnerability of a package on an agent, the asset. An answer that is one page of several closes
// nothing.
bool is_wazuh(std::string_view start);
finding::Facts read_wazuh(const Input& input, finding::Sink& sink);

}  // namespace mssp::reader
