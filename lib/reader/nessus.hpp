// Nessus and Tenable: the XML that is called .nessus (NessusClientData_v2) and the CSV exports.
#pragma once

#include "reader/reader.hpp"

namespace mssp::reader {

// One result for each ReportItem: asset as the report names the host, rule is the plugin's number. A host is covered whole,
// but one whose scan began (HOST_START) and did not end (HOST_END) closes nothing.
finding::Facts read_nessus(const Input& input, finding::Sink& sink);

// Columns by name, as Nessus, Tenable.sc, Tenable.io and WAS call them. Rows that follow each other and differ only in
// their CVE are one result, as the scanner means it.
bool is_nessus_csv(std::string_view start);
finding::Facts read_nessus_csv(const Input& input, finding::Sink& sink);

}  // namespace mssp::reader
