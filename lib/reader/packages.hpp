// Packages of Debian and its relatives that could be newer: what "apt-get --simulate dist-upgrade" prints.
#pragma once

#include "reader/reader.hpp"

namespace mssp::reader {

// One result for each package that would be upgraded: rule is the package; source is "packages/security" (high) when a
// security suite offers it, "packages/update" (low) when not. The asset is what the user says: the machine. What is kept
// back stays as it was. A text without apt's summary, with an error of apt, or with more or fewer packages than the summary
// counts is no whole scan. apt-get(8) promises no form; the words are those that apt 1.0 to 2.9 prints in the C locale.
bool is_packages(std::string_view start);
finding::Facts read_packages(const Input& input, finding::Sink& sink);

}  // namespace mssp::reader
