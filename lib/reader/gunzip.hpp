// Unpacks gzip (RFC 1952) as a stream. The only user of zlib outside of lib/pdf.
#pragma once

#include <string>
#include <string_view>

#include "base/source.hpp"

namespace mssp::reader {

bool is_gzip(std::string_view start);

// What the packed bytes hold, one member after another, whatever their size. Error{invalid_input} naming `file` for what
// is damaged, cut off or followed by other bytes, and for a bomb: more than 64 MiB that grow more than 500 times.
Source gunzip(Source packed, std::string file);

}  // namespace mssp::reader
