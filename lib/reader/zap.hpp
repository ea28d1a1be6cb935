// ZAP: its report as XML, and the traditional one as JSON.
#pragma once

#include "reader/reader.hpp"

namespace mssp::reader {

// One result for each alert on a site, with its first instances; asset and port are those of the site.
bool is_zap(std::string_view start);
finding::Facts read_zap(const Input& input, finding::Sink& sink);
bool is_zap_json(std::string_view start);
finding::Facts read_zap_json(const Input& input, finding::Sink& sink);

}  // namespace mssp::reader
