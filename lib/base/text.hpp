// Text as people type and read it: validity, width, escaping, wrapping, nearest words. All text is UTF-8.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mssp {

bool valid_utf8(std::string_view text);

// True when a control character (C0, DEL, C1, line and paragraph separators, bidirectional overrides) is present.
// Text must be valid UTF-8.
bool has_control(std::string_view text);

// Makes hostile text safe to show on a terminal: control characters become \n, \t or \u{1b}, bytes that are not
// UTF-8 become \x9f.
std::string printable(std::string_view text);

// Terminal columns the text takes (East Asian wide characters take two, combining marks none).
std::size_t display_width(std::string_view text);

std::string_view trim(std::string_view text);
std::string lower_ascii(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

// "1 row", "3 rows"; "2 entries" when the plural is more than an s.
std::string counted(std::size_t count, std::string_view one, std::string_view many = {});

// Breaks at spaces so that no line is wider than `width` columns, unless one word is. Newlines in the text stay.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

// The candidate nearest to `word` (transpositions, insertions, deletions, replacements), if it is near enough to be
// what was meant: at most a third of the word's letters wrong, never more than three.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);

// "did you mean 'x'?", or an empty text when nothing is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace mssp
