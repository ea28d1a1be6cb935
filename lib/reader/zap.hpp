// ZAP: its XML report.
#pragma once

#include "reader/reader.hpp"

namespace mssp::reader {

// One result for each alert on a site, with its first instances; asset and port are those of the site.
bool is_zap(std::string_view start);
finding::Facts read_zap(const Input& input, finding::Sink& sink);

}  // namespace mssp::reader
