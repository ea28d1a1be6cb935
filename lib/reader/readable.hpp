// Makes a file readable as its readers expect it, whatever it was saved as: packed with gzip, or as UTF-16.
#pragma once

#include <string>
#include <string_view>

#include "base/source.hpp"

namespace mssp::reader {

// The file unpacked, and UTF-16 with a byte order mark turned into UTF-8; XML in UTF-16 stays as it is, for its own parser.
// Errors as gunzip() has them, when it is read. `file` names it in errors, safe to show.
Opening readable(Opening opening, std::string file);

// The first bytes of a file as UTF-8, without a byte order mark.
std::string plain_start(std::string start);

}  // namespace mssp::reader
