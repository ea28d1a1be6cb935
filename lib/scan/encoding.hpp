// The single-byte encodings that scanners on Windows and of older days declare in their XML.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace mssp::scan {

// What each byte stands for, as a code point of at most U+FFFF; -1 for a byte that stands for nothing.
using Table = std::array<int, 256>;

// Of windows-1250 to windows-1258 and ISO-8859-1 to ISO-8859-16, in any case, by the tables of the C library. Nothing
// for any other name, and where the C library lacks the table.
std::optional<Table> encoding_table(std::string_view name);

}  // namespace mssp::scan
