// What strangers wrote, as titles and descriptions of findings that are safe to keep and to show.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mssp::finding {

// One line of at most 200 bytes, control characters escaped, without blanks at its ends.
std::string safe_line(std::string_view text);

// Lines of at most 8,000 bytes in all, other control characters escaped.
std::string safe_text(std::string_view text);

// At most `most` bytes, cut between characters and marked with "..."; text is valid UTF-8.
std::string shortened(std::string text, std::size_t most);

// A part of an identity: one line, control characters escaped. What is longer than `most` bytes ends in the SHA-256 of
// the whole, so that no two become the same.
std::string safe_name(std::string_view text, std::size_t most = 300);

}  // namespace mssp::finding
