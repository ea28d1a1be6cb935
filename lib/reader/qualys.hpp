// Qualys: asset data reports, scan results and reports of web applications (WAS) as XML, and CSV reports with or without
// lines before their columns.
#pragma once

#include "reader/reader.hpp"

namespace mssp::reader {

// One result for each QID on a host and port; rule is the QID. What a scan result calls a practice (a potential
// vulnerability) is no result. In CSV reports by CVE it is the QID with the CVE, and their
// source is "qualys/cve".
bool is_qualys_xml(std::string_view start);
finding::Facts read_qualys_xml(const Input& input, finding::Sink& sink);

// Reports of web applications: one result for each vulnerability and each sensitive content, on the host of its URL;
// rule is the QID, component the path. Information that was gathered is no result. It closes nothing: an application is only
// a part of its host.
bool is_qualys_was(std::string_view start);
finding::Facts read_qualys_was(const Input& input, finding::Sink& sink);

bool is_qualys_csv(std::string_view start);
finding::Facts read_qualys_csv(const Input& input, finding::Sink& sink);

}  // namespace mssp::reader
