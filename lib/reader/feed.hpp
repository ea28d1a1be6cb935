// Reads the files of feeds: KEV as JSON or CSV, EPSS as CSV.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "finding/feed.hpp"
#include "reader/reader.hpp"

namespace mssp::reader {

// Hands over some thousand entries at a time; returns the date of release as the file says it, or an empty text.
// Error{invalid_input} for a file of another form, an entry without a CVE, and one listed twice.
std::string read_kev(const Input& input, const std::function<void(const std::vector<finding::KnownExploited>&)>& chunk);
std::string read_epss(const Input& input, const std::function<void(const std::vector<finding::ExploitScore>&)>& chunk);

}  // namespace mssp::reader
