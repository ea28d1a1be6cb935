// How Qualys says that something is severe.
#pragma once

#include <optional>
#include <string_view>

#include "finding/finding.hpp"

namespace mssp::reader {

// Severity levels 1 to 5: minimal, medium, serious, critical, urgent, as Qualys calls them; or a word.
std::optional<finding::Severity> qualys_level(std::string_view number);

// "8.1 (AV:N/AC:H/...)"; a score of 0 means that there is none.
std::optional<finding::Cvss> qualys_score(std::string_view text);

}  // namespace mssp::reader
