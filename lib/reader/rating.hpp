// How severe a result is, in the words and numbers of every scanner.
#pragma once

#include <optional>
#include <string_view>

#include "finding/finding.hpp"

namespace mssp::reader {

// "High", "MODERATE", "Informational", "negligible", "none": whatever scanners write; nothing for other words.
std::optional<finding::Severity> severity_word(std::string_view word);

// A CVSS score with any number of decimals, "7.50"; more than one is rounded. Nothing when it is not from 0 to 10.
std::optional<finding::Cvss> score(std::string_view text);

// Keeps what the scanner says, and makes our severity of the score, or of its word when there is none.
void rate(finding::Draft& draft, std::optional<finding::Severity> scanner, std::optional<finding::Cvss> cvss);

// Adds the CVEs of a text to the draft's, each once.
void add_cves(finding::Draft& draft, std::string_view text);

}  // namespace mssp::reader
